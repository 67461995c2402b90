import { crc32 } from 'node:zlib'
import { type DataOf, type EncodedRecord, type EventDefinition, encodeEvent, recordKey } from '@polyphon/contracts'
import type { Origin, Tx } from '../db/tx.js'
import type { EventLog } from '../log/log.js'
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
  for (const topic of topics) tx.outgoing.push({ ...row, topic, lane: laneOf(key), headers: JSON.stringify(headers) })
}

// For metrics.
function reasonOf(data: unknown): { readonly reason?: string } {
  const isNamed = typeof data === 'object' && data !== null && 'reason' in data && typeof data.reason === 'string'
  return isNamed ? { reason: String(data.reason) } : {}
}

/** Has the log forget the state of a key, behind what was appended last: only that stays of it until the log is cleaned. */
export function forget<D extends EventDefinition>(tx: Tx, definition: D, data: DataOf<D>): void {
  const id = tx.newId()
  const { key, headers } = encode(definition, data, { ...tx, id })
  const row = { event_id: id, workspace_id: tx.workspaceId, key, type: definition.type, payload: null }
  tx.outgoing.push({ ...row, topic: definition.topic, lane: laneOf(key), headers: JSON.stringify(headers) })
}

// What no log takes would stay in its lane for ever, and everything behind it. Kafka's topics take 1 MiB.
const LARGEST_VALUE_BYTES = 900 * 1024

/** An event as a record of the log. Throws `event_too_large_to_tell` (413). */
function encode<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  context: { readonly id: string; readonly workspaceId: string; readonly now: Date; readonly origin?: Origin },
): EncodedRecord {
  const record = encodeEvent({
    id: context.id,
    source: `/polyphon/${definition.type.slice(0, definition.type.indexOf('.'))}`,
    type: definition.type,
    time: context.now.toISOString(),
    workspace: context.workspaceId,
    key: recordKey(context.workspaceId, definition.key(data)),
    data,
    ...context.origin,
  })
  if (!isPublishable(record)) throw eventTooLarge()
  return record
}

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
