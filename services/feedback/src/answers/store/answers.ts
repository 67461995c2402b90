import type { Tx } from '@polyphon/service-kit'
import type { Identifier } from '@polyphon/values'
import type { Answer } from '../domain/answer.js'
import type { WhatCounts } from '../domain/answers.js'
import type { Properties } from '../domain/properties.js'

export interface AnswerRow {
  id: string
  survey_key: string
  version: number
  profile_id: string | null
  identifier_type: string | null
  identifier_value: string | null
  invitation_id: string | null
  run_id: string | null
  scores: WhatCounts['scores']
  texts: WhatCounts['texts']
  choices: WhatCounts['choices']
  properties: Properties
  complete: boolean
  locale: string | null
  occurred_at: Date
  received_at: Date
}

/** The columns of `AnswerRow`. */
export const ANSWER_COLUMNS = `id, survey_key, version, profile_id, identifier_type, identifier_value, invitation_id, run_id, scores,
  texts, choices, properties, complete, locale, occurred_at, received_at`

export const toAnswer = (row: AnswerRow): Answer => ({
  id: row.id,
  survey: row.survey_key,
  version: row.version,
  profileId: row.profile_id,
  identifier:
    row.identifier_type === null || row.identifier_value === null
      ? null
      : { type: row.identifier_type, value: row.identifier_value },
  invitationId: row.invitation_id,
  runId: row.run_id,
  scores: row.scores,
  texts: row.texts,
  choices: row.choices,
  properties: row.properties,
  complete: row.complete,
  locale: row.locale,
  occurredAt: row.occurred_at,
  receivedAt: row.received_at,
})

/** The parameters of `INSERT_ANSWER`. */
export const answerValues = (tx: Tx, answer: Answer): readonly unknown[] => [
  tx.workspaceId,
  answer.id,
  answer.survey,
  answer.version,
  answer.profileId,
  answer.identifier?.type,
  answer.identifier?.value,
  answer.invitationId,
  answer.runId,
  JSON.stringify(answer.scores),
  JSON.stringify(answer.texts),
  JSON.stringify(answer.choices),
  JSON.stringify(answer.properties),
  answer.complete,
  answer.locale,
  answer.occurredAt,
  answer.receivedAt,
]

export const INSERT_ANSWER = `insert into answer (workspace_id, ${ANSWER_COLUMNS}, begun_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $16)`

export async function insertAnswer(tx: Tx, answer: Answer): Promise<void> {
  await tx.query(INSERT_ANSWER, answerValues(tx, answer))
}

export async function readAnswer(tx: Tx, id: string): Promise<Answer | null> {
  const { rows } = await tx.query<AnswerRow>(
    `select ${ANSWER_COLUMNS} from answer where workspace_id = $1 and id = $2`,
    [tx.workspaceId, id],
  )
  return rows[0] ? toAnswer(rows[0]) : null
}

/** Gives a person the answers that nobody was known for, by identifiers that nobody else carries. */
export async function linkAnswers(
  tx: Tx,
  held: readonly { readonly profileId: string; readonly type: string; readonly value: string }[],
): Promise<void> {
  if (held.length === 0) return
  await tx.query(
    `update answer set profile_id = known."profileId", written_at = now()
       from json_to_recordset($2) as known ("profileId" uuid, type text, value text)
      where answer.workspace_id = $1 and answer.profile_id is null
        and answer.identifier_type = known.type and answer.identifier_value = known.value
        and not exists (select from person_identifier other
                         where other.workspace_id = $1 and other.type = known.type and other.value = known.value
                           and other.profile_id <> known."profileId")`,
    [tx.workspaceId, JSON.stringify(held)],
  )
}

/** An answer that says by an identifier whose it is. */
export interface NamedAnswer {
  readonly id: string
  readonly identifier: Identifier
}

/** Answers with an identifier, those behind an id, in the order of their ids. */
export async function readNamedAnswers(tx: Tx, after: string | null, limit: number): Promise<readonly NamedAnswer[]> {
  const { rows } = await tx.query<{ id: string; type: string; value: string }>(
    `select id, identifier_type as type, identifier_value as value from answer
      where workspace_id = $1 and identifier_type is not null and identifier_value is not null
        and ($2::uuid is null or id > $2)
      order by id limit $3`,
    [tx.workspaceId, after, limit],
  )
  return rows.map(({ id, type, value }) => ({ id, identifier: { type, value } }))
}

/** Writes the identifiers of answers anew. */
export async function saveIdentifiers(tx: Tx, answers: readonly NamedAnswer[]): Promise<void> {
  await tx.query(
    `update answer set identifier_type = named.type, identifier_value = named.value, written_at = now()
       from json_to_recordset($2) as named (id uuid, type text, value text)
      where answer.workspace_id = $1 and answer.id = named.id`,
    [tx.workspaceId, JSON.stringify(answers.map(({ id, identifier }) => ({ id, ...identifier })))],
  )
}
