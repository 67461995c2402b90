import type { Tx } from '@polyphon/service-kit'
import type { AnswerFact } from '../domain/answer-fact.js'

/** Keeps each answer once, as it was reported last; a complete one is not made partial again. */
export async function appendAnswers(tx: Tx, answers: readonly AnswerFact[]): Promise<void> {
  const newest = await saveAnswers(tx, answers)
  if (newest.size === 0) return
  const kept = answers.filter(({ eventId }) => newest.has(eventId))
  await forgetScores(tx, kept)
  await appendScores(tx, [...new Map(kept.map((answer) => [answer.eventId, answer])).values()])
}

/** Answers the events that now speak for their answers. */
async function saveAnswers(tx: Tx, answers: readonly AnswerFact[]): Promise<ReadonlySet<string>> {
  const rows = answers.map(({ questions: _questions, ...answer }) => answer)
  const { rows: saved } = await tx.query<{ event_id: string }>(
    `insert into answer_fact (workspace_id, answer_id, event_id, complete, profile_id, occurred_at, survey, version,
            channel, locale, touchpoint, properties)
     select distinct on (incoming."answerId") $1::uuid, incoming."answerId", incoming."eventId", incoming.complete, incoming."profileId",
            incoming."occurredAt", incoming.survey, incoming.version, incoming.channel, incoming.locale, incoming.touchpoint, incoming.properties
       from json_to_recordset($2) as incoming ("answerId" uuid, "eventId" uuid, complete boolean, "profileId" uuid,
            "occurredAt" timestamptz, survey text, version integer, channel text, locale text, touchpoint text,
            properties jsonb)
      order by incoming."answerId", incoming.complete desc, incoming."occurredAt" desc, incoming."eventId" desc
     on conflict (workspace_id, answer_id) do update
        set event_id = excluded.event_id, complete = excluded.complete, profile_id = excluded.profile_id,
            occurred_at = excluded.occurred_at, survey = excluded.survey, version = excluded.version,
            channel = excluded.channel, locale = excluded.locale, touchpoint = excluded.touchpoint,
            properties = excluded.properties
      where (excluded.complete, excluded.occurred_at, excluded.event_id)
          > (answer_fact.complete, answer_fact.occurred_at, answer_fact.event_id)
     returning event_id`,
    [tx.workspaceId, JSON.stringify(rows)],
  )
  return new Set(saved.map((row) => row.event_id))
}

async function forgetScores(tx: Tx, answers: readonly AnswerFact[]): Promise<void> {
  await tx.query('delete from score_fact where workspace_id = $1 and answer_id = any($2)', [
    tx.workspaceId,
    answers.map(({ answerId }) => answerId),
  ])
}

async function appendScores(tx: Tx, answers: readonly AnswerFact[]): Promise<void> {
  const rows = answers.filter(({ complete }) => complete)
  await tx.query(
    `insert into score_fact (workspace_id, answer_id, question, kind, value, scale_min, scale_max, profile_id,
            occurred_at, survey, version, channel, locale, touchpoint, properties)
     select $1, incoming."answerId", answered.question, answered.kind, answered.value, answered."scaleMin", answered."scaleMax",
            incoming."profileId", incoming."occurredAt", incoming.survey, incoming.version, incoming.channel, incoming.locale, incoming.touchpoint,
            incoming.properties
       from json_to_recordset($2) as incoming ("answerId" uuid, "profileId" uuid, "occurredAt" timestamptz, survey text,
            version integer, channel text, locale text, touchpoint text, properties jsonb, questions json)
      cross join json_to_recordset(incoming.questions) as answered (question text, kind text, value double precision,
            "scaleMin" double precision, "scaleMax" double precision)
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows)],
  )
}
