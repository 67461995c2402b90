import { crc32 } from 'node:zlib'
import {
  type DataOf,
  type EncodedRecord,
  type EventDefinition,
  encodeEvent,
  type OutgoingEvent,
  recordKey,
  serviceOf,
} from '@polyphon/contracts'
import type { Origin, Tx } from '../db/tx.js'
import type { EventLog } from '../log/log.js'
import { recentPart } from '../recent/recent-part.js'
import { AppError } from '../values/errors.js'

/** Fixed at install and independent of Kafka's partitions: all events of one key share a lane, a lane is sent in order. */
export const LANES = 64

export const laneOf = (key: string): number => crc32(key) % LANES

/**
 * Appends events to the outbox in the transaction that makes them true; the relay publishes them after the commit.
 * Whoever appends events of an aggregate holds its row lock, so that the order of the lane is the order of the commits.
 */
export function append<D extends EventDefinition>(tx: Tx, definition: D, ...events: readonly DataOf<D>[]): void {
  for (const data of events) appendTo(tx, definition.topics, definition, data)
}

/** Appends an event under an id that was derived: published again after a restore, it is known for the same. */
export function appendAs<D extends EventDefinition>(tx: Tx, id: string, definition: D, data: DataOf<D>): void {
  appendTo({ ...tx, newId: () => id }, definition.topics, definition, data)
}

/** Appends an event on these topics; `append` and `appendAs` name all of its own. A state topic alone takes what is no event. */
export function appendTo<D extends EventDefinition>(
  tx: Tx,
  topics: readonly string[],
  definition: D,
  data: DataOf<D>,
): void {
  const id = tx.newId()
  const { key, headers, value } = encode(definition, data, { ...tx, id })
  const row = {
    event_id: id,
    workspace_id: tx.workspaceId,
    key,
    type: definition.type,
    payload: value,
    ...reasonOf(data),
  }
  const lane = laneOf(key)
  const text = JSON.stringify(headers)
  for (const topic of topics) {
    const isKept = definition.isStreamed && topic === definition.topic
    const recent = isKept ? { recent: recentPart(definition, data, { key, headers }) } : {}
    tx.outgoing.push({ ...row, topic, lane, headers: text, ...recent })
  }
}

// For metrics.
function reasonOf(data: unknown): { readonly reason?: string } {
  const isNamed = typeof data === 'object' && data !== null && 'reason' in data && typeof data.reason === 'string'
  return isNamed ? { reason: String(data.reason) } : {}
}

/** Has the log forget the state of a key, behind what was appended last: only that stays of it until the log is cleaned. */
export const forget = <D extends EventDefinition>(tx: Tx, definition: D, data: DataOf<D>): void =>
  forgetKey(tx, { ...definition, about: definition.key(data) })

/** The same of a key that says this behind the workspace, on a topic of choice. */
export function forgetKey(
  tx: Tx,
  { type, topic, about }: Pick<EventDefinition, 'type' | 'topic'> & { readonly about: string },
): void {
  const id = tx.newId()
  const context = { ...tx, id }
  const { key, headers } = encodeEvent(envelopeOf({ type, key: recordKey(tx.workspaceId, about), data: null }, context))
  const row = { event_id: id, workspace_id: tx.workspaceId, key, type, payload: null }
  tx.outgoing.push({ ...row, topic, lane: laneOf(key), headers: JSON.stringify(headers) })
}

// What no log takes would stay in its lane for ever, and everything behind it. Kafka's topics take 1 MiB.
const LARGEST_VALUE_BYTES = 900 * 1024

interface Context {
  readonly id: string
  readonly workspaceId: string
  readonly now: Date
  readonly origin?: Origin
}

/** An event as a record of the log. Throws `event_too_large_to_tell` (413). */
function encode<D extends EventDefinition>(definition: D, data: DataOf<D>, context: Context): EncodedRecord {
  const key = recordKey(context.workspaceId, definition.key(data))
  const record = encodeEvent(envelopeOf({ type: definition.type, key, data }, context))
  if (!isPublishable(record)) throw eventTooLarge()
  return record
}

const envelopeOf = (
  event: Pick<OutgoingEvent, 'type' | 'key' | 'data'>,
  { id, workspaceId, now, origin }: Context,
): OutgoingEvent => ({
  ...event,
  id,
  source: `/polyphon/${serviceOf(event.type)}`,
  time: now.toISOString(),
  workspace: workspaceId,
  ...origin,
})

/** Whether every log takes it. */
export const isPublishable = ({ value }: Pick<EncodedRecord, 'value'>): boolean =>
  value === null || Buffer.byteLength(value) <= LARGEST_VALUE_BYTES

function eventTooLarge(): AppError {
  const [code, detail] = [
    'event_too_large_to_tell',
    `The event that is published of it has at most ${LARGEST_VALUE_BYTES} bytes.`,
  ]
  return new AppError('too_large', code, detail, { faults: [{ pointer: '/body', code, detail }] })
}

/**
 * Publishes events at once, past the outbox: for what is true only because the log has it. Resolves when it has; whoever is
 * answered then may rely on it.
 */
export async function publishNow<D extends EventDefinition>(
  deps: { readonly log: Pick<EventLog, 'send'>; now(): Date; newId(): string },
  workspaceId: string,
  definition: D,
  events: readonly { readonly data: DataOf<D>; readonly origin?: Origin | undefined }[],
): Promise<void> {
  const now = deps.now()
  await deps.log.send(
    events.map(({ data, origin = {} }) => ({
      topic: definition.topic,
      ...encode(definition, data, { id: deps.newId(), workspaceId, now, origin }),
    })),
  )
}
