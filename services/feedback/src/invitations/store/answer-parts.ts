import type { Tx } from '@polyphon/service-kit'
import type { Answer } from '../../answers/domain/answer.js'
import type { Answers } from '../../answers/domain/answers.js'
import { answerValues, INSERT_ANSWER } from '../../answers/store/answers.js'

/** Keeps a part of the answer to an invitation and, once it is complete, uses the token up; both in one statement. */
export async function savePart(tx: Tx, answer: Answer, given: Answers): Promise<void> {
  await tx.query(
    `with part as (
       update invitation set answers = $18, started_at = coalesce(started_at, $17),
              used_at = case when $14 then $17::timestamptz end
        where workspace_id = $1 and id = $8)
     ${INSERT_ANSWER}
     on conflict (workspace_id, id) do update set profile_id = excluded.profile_id, scores = excluded.scores,
       texts = excluded.texts, choices = excluded.choices, complete = excluded.complete, locale = excluded.locale,
       occurred_at = excluded.occurred_at, received_at = excluded.received_at, written_at = now()`,
    [...answerValues(tx, answer), JSON.stringify(given)],
  )
}
