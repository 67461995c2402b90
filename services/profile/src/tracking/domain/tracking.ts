import type { JsonObject } from '@polyphon/contracts'
import { isLonger, isObject } from '@polyphon/values'
import { type InteractionKind, KINDS, type TrackedEvent } from '../../people/domain/timed-event.js'
import {
  type Call,
  channelOf,
  identifiersOf,
  LONGEST_MESSAGE_ID,
  objectOf,
  propertiesOf,
  readIds,
  readMessageId,
  readName,
  Unreadable,
} from './call-fields.js'
import { checkContext } from './context-fields.js'
import { boundedWarnings, collectWarnings, type EventWarning, type Warnings } from './event-warning.js'
import { readStatedTime, type StatedTime } from './timestamps.js'

/** Why an event is refused, and which of its fields is to blame. */
export interface Refusal {
  readonly messageId: string | null
  readonly pointer: string
  readonly code: string
  readonly detail: string
  /** Until when it would be refused again, where that is known: it is not the event that is wrong. */
  readonly until?: Date
}

export type ReadEvent =
  | { readonly ok: true; readonly event: TrackedEvent }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a batch says about all of its events. */
export interface Envelope {
  readonly context: JsonObject
  readonly integrations: JsonObject
  readonly sentAt: StatedTime | null
  readonly timestamp: StatedTime | null
  readonly warnings: readonly EventWarning[]
}

/** Reads one call as any client of the Segment family sends it. `freshId` becomes its message id if it brings none. */
export function readEvent(raw: unknown, kind: InteractionKind | null, envelope: Envelope, freshId: string): ReadEvent {
  if (!isObject(raw))
    return refuse({ messageId: null, pointer: '', code: 'event_invalid', detail: 'An event is an object.' })
  try {
    return { ok: true, event: readFields(raw, kind ?? readKind(raw), envelope, freshId) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { pointer, code, message } = error
    return refuse({ messageId: messageIdOf(raw), pointer, code, detail: message })
  }
}

const refuse = (refusal: Refusal): ReadEvent => ({ ok: false, refusal })

/** The message id of something that claims to be an event, to name the one that was refused. */
export function messageIdOf(raw: unknown): string | null {
  const id = isObject(raw) ? raw['messageId'] : null
  return typeof id === 'string' && id !== '' && !isLonger(id, LONGEST_MESSAGE_ID) ? id : null
}

function readKind(raw: JsonObject): InteractionKind {
  // Older clients say `action`.
  const type = raw['type'] ?? raw['action']
  const name = typeof type === 'string' ? type.toLowerCase() : null
  const kind = KINDS.find((known) => known === name)
  if (kind === undefined) throw new Unreadable('/type', 'type_unknown', `The type is one of ${KINDS.join(', ')}.`)
  return kind
}

function readFields(raw: JsonObject, kind: InteractionKind, envelope: Envelope, freshId: string): TrackedEvent {
  const call: Call = { raw, ...collectWarnings(envelope.warnings) }
  const context = merge(envelope.context, objectOf(raw['context'], 'context', call))
  checkContext(context, call)
  const traits = kind === 'identify' || kind === 'group' ? objectOf(raw['traits'], 'traits', call) : null
  const personTraits = personTraitsOf({ kind, context, traits })
  const ids = readIds(call, kind)
  const identifiers = identifiersOf(call, ids, personTraits, context)
  if (identifiers.length === 0 && ids.groupId === null && ids.previousId === null) throw nobody(call)
  const properties = propertiesOf(call, kind)
  const times = timesOf(call, envelope)
  return {
    messageId: readMessageId(call, freshId),
    kind,
    name: readName(call, kind, properties),
    properties,
    traits,
    groupId: ids.groupId,
    previousId: ids.previousId,
    identifiers,
    personTraits,
    context,
    integrations: merge(envelope.integrations, objectOf(raw['integrations'], 'integrations', call)),
    channel: channelOf(call, context),
    ...times,
    warnings: boundedWarnings(call.list),
  }
}

/** When it was sent and when it happened, by the client. */
function timesOf(call: Call, envelope: Envelope): Pick<TrackedEvent, 'sentAt' | 'statedAt' | 'finerNs'> {
  const sent = timeOf(call.raw, 'sentAt', call) ?? envelope.sentAt
  const stated =
    timeOf(call.raw, 'timestamp', call) ?? timeOf(call.raw, 'originalTimestamp', call) ?? envelope.timestamp
  return { sentAt: believed(sent, stated, call), statedAt: stated?.at ?? null, finerNs: stated?.finerNs ?? 0 }
}

/**
 * A local time of sending proves nothing about a clock beside a time that says its offset: it would be hours off by its
 * zone alone.
 */
function believed(sent: StatedTime | null, stated: StatedTime | null, { warn }: Call): Date | null {
  if (sent === null || !sent.isLocal || stated?.isLocal === true) return sent?.at ?? null
  if (stated !== null)
    warn(['sentAt'], 'time_unreadable', 'sentAt says no offset, and the time of the event does: it corrects no clock.')
  return null
}

// An id that cannot be one says more than that none is there.
function nobody({ list }: Call): Unreadable {
  const wrong = list.find(({ code }) => code === 'id_invalid')
  return wrong === undefined
    ? new Unreadable('/userId', 'identity_required', 'An event needs a userId or an anonymousId.')
    : new Unreadable(wrong.pointer, wrong.code, wrong.detail)
}

/** What an event says about the person: its own traits, and those of its context. */
export function personTraitsOf({
  kind,
  context,
  traits,
}: Pick<TrackedEvent, 'kind' | 'context' | 'traits'>): JsonObject {
  const contextTraits = isObject(context['traits']) ? context['traits'] : {}
  return kind === 'identify' ? { ...contextTraits, ...traits } : contextTraits
}

/** A field that says when; what cannot be read as a time is left out with a warning, so that another one counts, or the receipt. */
export function timeOf(raw: JsonObject, field: string, { warn }: Pick<Warnings, 'warn'>): StatedTime | null {
  const value = raw[field]
  if (value === undefined || value === null) return null
  const time = readStatedTime(value)
  if (time === null) warn([field], 'time_unreadable', `${field} is no time between 1900 and 2199 that can be read.`)
  return time
}

/** Lays the event's own values over those of the batch; objects on both sides are joined. */
function merge(below: JsonObject, above: JsonObject): JsonObject {
  const common = Object.entries(below)
  if (common.length === 0) return above
  const joined = new Map(common)
  for (const [name, value] of Object.entries(above)) {
    const under = joined.get(name)
    joined.set(name, isObject(under) && isObject(value) ? merge(under, value) : value)
  }
  return Object.fromEntries(joined)
}
