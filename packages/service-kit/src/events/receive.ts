import {
  type DecodedEvent,
  decodeEvent,
  type EventDefinition,
  eventByType,
  parseEvent,
  type TopicName,
} from '@polyphon/contracts'
import type { LogRecord } from '../log/log.js'
import { UNREADABLE } from '../log/read-record.js'
import { readTrace } from '../telemetry/tracing.js'
import { isUuid } from '../values/ids.js'
import type { Handler, Received } from './handler.js'

/** Why a record cannot be applied: never its content, only what is wrong with it. */
export interface Refusal {
  readonly errorClass: 'poison' | 'refused' | 'bug'
  readonly code: string
  readonly reason: string
  readonly event: DecodedEvent | undefined
}

/** A record that handlers of this group take. */
export interface Taken {
  readonly record: Pick<LogRecord, 'topic'>
  readonly event: DecodedEvent
  readonly received: Received
  readonly handlers: readonly Handler[]
}

export type Reading =
  | { readonly outcome: 'taken'; readonly taken: Taken }
  | { readonly outcome: 'ignored' | 'newer' }
  | { readonly outcome: 'poison'; readonly refusal: Refusal }

/** What the handlers of one consumer group listen to. */
export interface Receiver {
  readonly topics: readonly string[]
  read(record: Pick<LogRecord, 'topic' | 'key' | 'headers' | 'value'>): Reading
}

/** Whether it is between the operator and the services, and no fact of a workspace. */
export const isOfOperator = (type: string): boolean => eventByType.get(type)?.ofOperator === true

interface Known {
  readonly definition: EventDefinition
  readonly handlers: readonly Handler[]
}

const nameOf = (type: string): string => type.replace(/\.v\d+$/, '')
const versionOf = (type: string): number => Number(/\.v(\d+)$/.exec(type)?.[1] ?? 0)

export function createReceiver(handlers: readonly Handler[]): Receiver {
  const byTopic = knownByTopic(handlers)
  const newestByTopic = new Map([...byTopic].map(([topic, known]) => [topic, newestVersions([...known.keys()])]))
  return {
    topics: [...byTopic.keys()].toSorted(),
    read: (record) => {
      const { [UNREADABLE]: unreadable } = record.headers
      if (
        isOthers(record.headers, unreadable, {
          known: byTopic.get(record.topic),
          newest: newestByTopic.get(record.topic),
        })
      )
        return IGNORED
      if (unreadable !== undefined)
        return poison({ code: 'encoding_invalid', reason: `no UTF-8: ${unreadable}`, event: undefined })
      const decoded = decodeEvent(record)
      if (!decoded.ok) return poison({ code: 'malformed', reason: decoded.reason, event: undefined })
      const { event } = decoded
      const entry = byTopic.get(record.topic)?.get(event.type)
      if (entry === undefined) {
        const newest = newestByTopic.get(record.topic)?.get(nameOf(event.type))
        if (newest === undefined) return IGNORED
        // A newer release publishes both versions until nobody consumes the old one, which is handled here.
        if (versionOf(event.type) > newest) return { outcome: 'newer' }
        if (eventByType.has(event.type)) return IGNORED
        return poison({ code: 'unknown_version', reason: `${event.type} is not known here`, event })
      }
      // A tombstone only makes the log forget; whoever has to act on it gets an event with data.
      if (event.data === null) return { outcome: 'ignored' }
      return take(record, event, entry)
    },
  }
}

const IGNORED: Reading = { outcome: 'ignored' }

/**
 * Whether the header alone says that nobody here handles this kind of event, in any version: then it is not looked at, however
 * broken it is. Only for records in the form in which ours are; in any other one the header may not be what counts.
 */
function isOthers(
  headers: Readonly<Record<string, string>>,
  unreadable: string | undefined,
  here: {
    readonly known: ReadonlyMap<string, Known> | undefined
    readonly newest: ReadonlyMap<string, number> | undefined
  },
): boolean {
  const { ce_type: type, 'content-type': form } = headers
  if (type === undefined || type === '' || form !== 'application/json') return false
  if (unreadable?.split(' ').some((part) => part.toLowerCase() === 'ce_type') === true) return false
  return here.known?.has(type) !== true && here.newest?.has(nameOf(type)) !== true
}

function newestVersions(types: readonly string[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>()
  for (const type of types) newest.set(nameOf(type), Math.max(versionOf(type), newest.get(nameOf(type)) ?? 0))
  return newest
}

/** Where a handler reads a kind of event. */
export const topicsOf = (handler: Handler, definition: EventDefinition): readonly TopicName[] =>
  definition.topics.filter((topic) => handler.onlyFrom?.includes(topic) ?? topic === definition.topic)

function knownByTopic(handlers: readonly Handler[]): ReadonlyMap<string, ReadonlyMap<string, Known>> {
  const byTopic = new Map<string, Map<string, Known>>()
  for (const handler of handlers) {
    for (const definition of handler.definitions) {
      for (const topic of topicsOf(handler, definition)) {
        const known = byTopic.get(topic) ?? new Map<string, Known>()
        const before = known.get(definition.type)?.handlers ?? []
        byTopic.set(topic, known.set(definition.type, { definition, handlers: [...before, handler] }))
      }
    }
  }
  return byTopic
}

function poison(refusal: Omit<Refusal, 'errorClass'>): Reading {
  return { outcome: 'poison', refusal: { errorClass: 'poison', ...refusal } }
}

/** Whatever a record says that is no trace is nobody's cause. */
function traceOf(event: DecodedEvent): Pick<Received, 'traceparent' | 'tracestate'> {
  return event.traceparent === undefined
    ? NO_TRACE
    : (readTrace({ traceparent: event.traceparent, tracestate: event.tracestate }) ?? NO_TRACE)
}

const NO_TRACE = { traceparent: undefined } as const

function take(record: Pick<LogRecord, 'topic'>, event: DecodedEvent, { definition, handlers }: Known): Reading {
  if (!isUuid(event.id)) return poison({ code: 'invalid_event', reason: 'the id is not a UUID in lower case', event })
  if (!isUuid(event.workspace)) {
    return poison({ code: 'invalid_event', reason: 'the workspace is not a UUID in lower case', event })
  }
  const parsed = parseEvent(definition, event)
  if (!parsed.ok) return poison({ code: 'invalid_event', reason: parsed.reason, event })
  const received: Received = {
    id: event.id,
    type: event.type,
    time: new Date(event.time),
    workspaceId: event.workspace,
    topic: record.topic,
    data: parsed.event.data,
    correlationId: event.correlationId,
    ...traceOf(event),
  }
  return { outcome: 'taken', taken: { record, event, received, handlers } }
}
