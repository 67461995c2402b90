import { type Facts, type GivenAnswer, MESSAGE_STATES, type MessageState, type SentMessage } from '@polyphon/conditions'
import type { JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { groupBy } from '@polyphon/values'

// What other services report of somebody stands in their timeline, fact by fact, under the id that they had then. What it
// comes to depends on which facts there are, and not on the order in which they came. `$1` is the workspace.

/** Every id that somebody has or had, by the one that they have now. */
const idsSql = (profileId: string): string =>
  `array(select ${profileId} union all
         select alias.old_id from profile_alias alias where alias.workspace_id = $1 and alias.canonical_id = ${profileId})`

// A bounce is a failure, and what was dropped because it came too late has expired.
const STATES = `array_agg(case item.type when 'messaging.message_bounced.v1' then 'failed'
    else substring(item.type from '^messaging\\.message_([a-z]+)\\.v1$') end)
  || case when bool_or(item.data ->> 'reason' = 'expired') then '{expired}'::text[] else '{}'::text[] end`

/** The messages of somebody as conditions see them, those whose template or topic (`kind`, a text) has a key. */
export const messagesSql = (
  profileId: string,
  { kind, key }: { readonly kind: string; readonly key: string },
): string =>
  `select item.data ->> 'messageId' as id, min(item.data ->> 'template') as template, min(item.data ->> 'topic') as topic,
          min(item.occurred_at) as at, ${STATES} as states
     from timeline_item item
    where item.workspace_id = $1 and item.profile_id = any(${idsSql(profileId)})
      and item.kind = 'message' and item.data ->> ${kind} = ${key}
    group by item.data ->> 'messageId'`

/** The answers of somebody to a survey, each as far as they came. */
export const answersSql = (profileId: string, survey: string): string =>
  `select distinct on (item.data ->> 'answerId') item.data ->> 'answerId' as id, item.data ->> 'survey' as survey,
          item.occurred_at as at, item.data as data
     from timeline_item item
    where item.workspace_id = $1 and item.profile_id = any(${idsSql(profileId)})
      and item.kind = 'feedback' and item.type = 'feedback.feedback_given.v1' and item.data ->> 'survey' = ${survey}
    order by item.data ->> 'answerId', item.occurred_at desc, item.item_id collate "C" desc`

/** Of the data of an answer the list of its scores. */
export const scoresSql = (data: string): string =>
  `(select coalesce(jsonb_agg(score -> 'value'), '[]') from jsonb_array_elements(${data} -> 'scores') score)`

/** Of the data of an answer what was answered, by question. */
export const valuesSql = (data: string): string =>
  `(select coalesce(jsonb_object_agg(given.question, given.value), '{}') from (
      select part ->> 'question' as question, part -> 'text' as value from jsonb_array_elements(${data} -> 'texts') part
      union all
      select part ->> 'question', part -> 'values' from jsonb_array_elements(${data} -> 'choices') part
      union all
      select part ->> 'question', part -> 'value' from jsonb_array_elements(${data} -> 'scores') part) given)`

interface Wanted {
  readonly profileId: string
  /** As conditions depend on it: `template:<key>`, `topic:<key>`, `survey:<key>`. */
  readonly reports: ReadonlySet<string>
}

export type ReportedFacts = Pick<Facts, 'lastMessages' | 'lastAnswers'>

/** What is reported of people, by person: of messages the last ones and those dated in the future. */
export async function readReports(tx: Tx, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, ReportedFacts>> {
  const parts = wanted.flatMap(({ profileId, reports }) => [...reports].map((report) => partOf(profileId, report)))
  if (parts.length === 0) return new Map()
  const ofAnswers = parts.filter(({ kind }) => kind === 'survey')
  const messages = await readMessages(
    tx,
    parts.filter(({ kind }) => kind !== 'survey'),
  )
  const answers = await readAnswers(tx, ofAnswers)
  return new Map(
    wanted.map(({ profileId }) => [
      profileId,
      {
        lastMessages: (messages.get(profileId) ?? []).map(messageOf),
        lastAnswers: (answers.get(profileId) ?? []).map(answerOf),
      },
    ]),
  )
}

interface Part {
  readonly profileId: string
  readonly kind: string
  readonly key: string
}

function partOf(profileId: string, report: string): Part {
  const colon = report.indexOf(':')
  return { profileId, kind: report.slice(0, colon), key: report.slice(colon + 1) }
}

const PARTS = `json_to_recordset($2) as part ("profileId" uuid, kind text, key text)`

interface MessageRow {
  profile_id: string
  id: string
  template: string
  topic: string
  at: Date
  states: (string | null)[]
}

async function readMessages(tx: Tx, parts: readonly Part[]): Promise<ReadonlyMap<string, readonly MessageRow[]>> {
  if (parts.length === 0) return new Map()
  const { rows } = await tx.query<MessageRow>(
    `select part."profileId" as profile_id, found.id, found.template, found.topic, found.at, found.states
       from ${PARTS}
      cross join lateral (
        select message.*, row_number() over (partition by message.at <= $3 order by message.at desc, message.id collate "C" desc) as rank
          from (${messagesSql('part."profileId"', { kind: 'part.kind', key: 'part.key' })}) message) found
      where found.rank = 1 or found.at > $3`,
    [tx.workspaceId, JSON.stringify(parts), tx.now],
  )
  return groupBy(rows, (row) => row.profile_id)
}

const messageOf = ({ id, template, topic, at, states }: MessageRow): SentMessage => ({
  id,
  template,
  topic,
  at,
  states: states.filter(isState),
})

const isState = (state: string | null): state is MessageState => MESSAGE_STATES.some((known) => known === state)

interface AnswerRow {
  profile_id: string
  id: string
  survey: string
  at: Date
  scores: number[]
  given: JsonObject
}

async function readAnswers(tx: Tx, parts: readonly Part[]): Promise<ReadonlyMap<string, readonly AnswerRow[]>> {
  if (parts.length === 0) return new Map()
  const { rows } = await tx.query<AnswerRow>(
    `select part."profileId" as profile_id, answer.id, answer.survey, answer.at,
            ${scoresSql('answer.data')} as scores, ${valuesSql('answer.data')} as given
       from ${PARTS} cross join lateral (${answersSql('part."profileId"', 'part.key')}) answer`,
    [tx.workspaceId, JSON.stringify(parts)],
  )
  return groupBy(rows, (row) => row.profile_id)
}

const answerOf = ({ id, survey, at, scores, given }: AnswerRow): GivenAnswer => ({
  id,
  survey,
  at,
  scores,
  values: given,
})
