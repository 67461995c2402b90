import { type EncodedRecord, encodeEvent, recordKey } from '@polyphon/contracts'
import { whichAreDeleted } from '../db/deleted-workspaces.js'
import type { Tx } from '../db/tx.js'
import { parseHeaders } from '../log/headers.js'
import type { LogRecord } from '../log/log.js'
import { isUuid } from '../values/ids.js'
import type { GroupPartition } from './fence.js'
import { isPublishable, laneOf } from './outbox.js'
import { isOfOperator, type Refusal } from './receive.js'

/** A record that could not be applied, with all that is needed to try it again. */
export interface DeadLetter {
  readonly id: string
  readonly workspaceId: string | null
  readonly consumerGroup: string
  readonly topic: string
  readonly partition: number
  readonly offset: string
  readonly key: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | null
  readonly eventId: string | null
  readonly eventType: string | null
  readonly errorClass: string
  readonly errorCode: string
  readonly reason: string
  readonly attempts: number
  readonly firstSeenAt: Date
  readonly lastTriedAt: Date
}

export interface DeadLetterRow {
  readonly id: string
  readonly workspace_id: string | null
  readonly consumer_group: string
  readonly topic: string
  readonly partition: number
  readonly record_offset: string
  readonly record_key: string | null
  readonly headers: string
  readonly payload: string | null
  readonly event_id: string | null
  readonly event_type: string | null
  readonly error_class: string
  readonly error_code: string
  readonly reason: string
  readonly attempts: number
  readonly first_seen_at: Date
  readonly last_tried_at: Date
}

/** The columns of `DeadLetterRow`, named once for every statement that reads them. */
export const DEAD_LETTER_COLUMNS = `id, workspace_id, consumer_group, topic, partition, record_offset, record_key, headers,
  payload, event_id, event_type, error_class, error_code, reason, attempts, first_seen_at, last_tried_at`

export function deadLetterOf(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    consumerGroup: row.consumer_group,
    topic: row.topic,
    partition: row.partition,
    offset: row.record_offset,
    key: row.record_key,
    headers: parseHeaders(row.headers),
    payload: row.payload,
    eventId: row.event_id,
    eventType: row.event_type,
    errorClass: row.error_class,
    errorCode: row.error_code,
    reason: row.reason,
    attempts: row.attempts,
    firstSeenAt: row.first_seen_at,
    lastTriedAt: row.last_tried_at,
  }
}

export interface NewDeadLetter {
  readonly record: LogRecord
  readonly refusal: Refusal
  readonly attempts: number
}

/** Keeps a record as a dead letter in the transaction that moves past it, and publishes it on the topic of dead letters. */
export async function saveDeadLetter(
  tx: Tx,
  service: string,
  source: GroupPartition,
  letter: NewDeadLetter,
): Promise<void> {
  const { record, refusal } = letter
  const id = tx.newId()
  const workspaceId = workspaceOf(letter)
  // Nothing of a workspace that is deleted is kept.
  if (workspaceId !== null && !isOfOperator(refusal.event?.type ?? ''))
    if ((await whichAreDeleted(tx, [workspaceId])).has(workspaceId)) return
  const { rows } = await tx.query(
    `insert into dead_letter (id, workspace_id, consumer_group, topic, topic_id, partition, record_offset, record_key,
       headers, payload, event_id, event_type, error_class, error_code, reason, attempts, first_seen_at, last_tried_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)
     on conflict (consumer_group, topic, topic_id, partition, record_offset) do nothing
     returning 1`,
    [
      id,
      workspaceId,
      source.group,
      source.topic,
      source.topicId,
      source.partition,
      String(record.offset),
      storable(record.key),
      storable(JSON.stringify(record.headers)),
      storable(record.value),
      storable(refusal.event?.id ?? null),
      storable(refusal.event?.type ?? null),
      refusal.errorClass,
      refusal.code,
      storable(refusal.reason),
      letter.attempts,
      tx.serverNow,
    ],
  )
  if (rows.length === 1) mirror(tx, { service, source, id, workspaceId }, letter)
}

// What cannot be parsed belongs to no workspace, whatever it claims.
function workspaceOf({ refusal }: NewDeadLetter): string | null {
  const claimed = refusal.event?.workspace ?? ''
  return isUuid(claimed) ? claimed : null
}

// PostgreSQL's text cannot hold NUL.
function storable(text: string): string
function storable(text: string | null): string | null
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\uFFFD')
}

interface Mirrored {
  readonly service: string
  readonly source: GroupPartition
  readonly id: string
  readonly workspaceId: string | null
}

function mirror(tx: Tx, { service, source, id, workspaceId }: Mirrored, letter: NewDeadLetter): void {
  const { record, refusal, attempts } = letter
  const type = `${service}.record_refused.v1`
  const key = recordKey(workspaceId ?? 'none', id)
  const encode = (content: Pick<LogRecord, 'headers' | 'value'> & { readonly key: string | null }): EncodedRecord =>
    encodeEvent({
      id,
      source: `/polyphon/${service}`,
      type,
      time: tx.serverNow.toISOString(),
      workspace: workspaceId ?? 'none',
      key,
      data: {
        deadLetterId: id,
        consumerGroup: source.group,
        topic: source.topic,
        partition: source.partition,
        offset: String(record.offset),
        key: storable(content.key),
        headers: content.headers,
        payload: storable(content.value),
        errorClass: refusal.errorClass,
        errorCode: refusal.code,
        reason: storable(refusal.reason),
        attempts,
      },
    })
  const whole = encode(record)
  // A record that just fitted into the log is longer within another one; it stands in the table of dead letters.
  const published = isPublishable(whole) ? whole : encode({ key: null, headers: {}, value: null })
  tx.outgoing.push({
    lane: laneOf(key),
    event_id: id,
    workspace_id: workspaceId,
    topic: `polyphon.${service}.dead`,
    key,
    type,
    headers: storable(JSON.stringify(published.headers)),
    payload: published.value,
  })
}
