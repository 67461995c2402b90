import { randomUUID } from 'node:crypto'
import {
  type DataOf,
  decodeEvent,
  type EventDefinition,
  encodeEvent,
  eventByType,
  parseEvent,
  recordKey,
  topics,
} from '@polyphon/contracts'
import type { Origin } from '@polyphon/service-kit'
import type { EventLog, LogRecord } from '@polyphon/service-kit/runtime'
import { eventually } from './eventually.js'

/** A trace of this hexadecimal digit alone, as `traceparent` (W3C Trace Context). */
export const traceOf = (digit: string): string => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`

export interface PublishedEvent<Data = unknown> {
  readonly id: string
  readonly type: string
  readonly workspace: string
  readonly topic: string
  readonly key: string
  readonly data: Data
  readonly cause: Origin
}

/** Everything that is published on the log, and a way to publish something as another service would. */
export interface EventTap {
  /** What was published so far of one kind, in the order of the log; every event is checked against its contract. */
  published<D extends EventDefinition>(definition: D, workspace?: string): readonly PublishedEvent<DataOf<D>>[]
  /** Waits until `count` events of one kind were published (and `where` holds for them), then answers them. */
  waitFor<D extends EventDefinition>(
    definition: D,
    count: number,
    where?: (event: PublishedEvent<DataOf<D>>) => boolean,
  ): Promise<readonly PublishedEvent<DataOf<D>>[]>
  /** Publishes an event as the service that owns it; the same `id` twice is a duplicate delivery. */
  publish<D extends EventDefinition>(
    definition: D,
    workspace: string,
    data: DataOf<D>,
    options?: { id?: string; time?: Date; topics?: readonly string[]; cause?: Origin },
  ): Promise<string>
  /** Puts a raw record into the log, however wrong it is. */
  publishRaw(record: {
    topic: string
    key: string
    headers: Record<string, string>
    value: string | null
  }): Promise<void>
  stop(): Promise<void>
}

export async function openEventTap(log: EventLog): Promise<EventTap> {
  const seen: PublishedEvent[] = []
  const wrong: string[] = []
  const subscription = await log.subscribe({
    group: `tap-${randomUUID()}`,
    topics: topics.filter((topic) => topic.kind !== 'dead').map((topic) => topic.name),
    onChunk: async (chunk) => {
      for (const record of chunk.records) note(record, seen, wrong)
      await chunk.commit((chunk.records.at(-1)?.offset ?? 0n) + 1n)
    },
  })
  const published = <D extends EventDefinition>(
    definition: D,
    workspace?: string,
  ): readonly PublishedEvent<DataOf<D>>[] => {
    if (wrong.length > 0) throw new Error(`Events were published that break their contract:\n${wrong.join('\n')}`)
    return seen.filter(
      (event): event is PublishedEvent<DataOf<D>> =>
        event.type === definition.type &&
        event.topic === definition.topic &&
        (workspace ?? event.workspace) === event.workspace,
    )
  }
  return {
    published,
    waitFor: (definition, count, where = () => true) =>
      eventually(() => {
        const found = published(definition).filter(where)
        if (found.length < count) throw new Error(`${found.length} of ${count} ${definition.type} were published.`)
        return found
      }),
    publish: async (definition, workspace, data, options = {}) => {
      const id = options.id ?? randomUUID()
      const key = recordKey(workspace, definition.key(data))
      const source = `/polyphon/${definition.type.split('.', 1)[0] ?? ''}`
      const time = (options.time ?? new Date()).toISOString()
      const { headers, value } = encodeEvent({
        id,
        source,
        type: definition.type,
        time,
        workspace,
        key,
        data,
        ...options.cause,
      })
      await log.send(
        (options.topics ?? definition.topics).map((topic) => ({ topic, key, headers: { ...headers }, value })),
      )
      return id
    },
    publishRaw: (record) => log.send([record]),
    stop: () => subscription.stop(),
  }
}

function note(record: LogRecord, seen: PublishedEvent[], wrong: string[]): void {
  const decoded = decodeEvent(record)
  if (!decoded.ok) return
  const definition = eventByType.get(decoded.event.type)
  // A tombstone only makes the log forget.
  if (definition === undefined || decoded.event.data === null) return
  const parsed = parseEvent(definition, decoded.event)
  if (!parsed.ok) {
    wrong.push(`${decoded.event.type}: ${parsed.reason}`)
    return
  }
  const { id, type, workspace, correlationId, causationId, traceparent } = decoded.event
  const cause = {
    ...(correlationId !== undefined && { correlationId }),
    ...(causationId !== undefined && { causationId }),
    ...(traceparent !== undefined && { traceparent }),
  }
  seen.push({ id, type, workspace, topic: record.topic, key: record.key, data: parsed.event.data, cause })
}
