import type { Identifier, JsonObject } from '@polyphon/contracts'
import { type EventTime, readTime } from './timestamps.js'

export const KINDS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type InteractionKind = (typeof KINDS)[number]

/** A call of the tracking API in a form that can be relied on; values are as they were sent. */
export interface TrackedEvent {
  readonly messageId: string
  readonly kind: InteractionKind
  readonly name: string | null
  readonly properties: JsonObject
  /** Of an identify or group call. */
  readonly traits: JsonObject | null
  readonly groupId: string | null
  readonly previousId: string | null
  /** As they were sent, not yet in their normal form. */
  readonly identifiers: readonly Identifier[]
  /** What the event says about the person. */
  readonly personTraits: JsonObject
  readonly context: JsonObject
  readonly integrations: JsonObject
  readonly channel: string | null
  readonly sentAt: Date | null
  readonly saidAt: Date | null
}

/** An event with its corrected times. */
export type TimedEvent = TrackedEvent & EventTime & { readonly receivedAt: Date }

/** Why an event is refused, and which of its fields is to blame. */
export interface Refusal {
  readonly messageId: string | null
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

export type ReadEvent =
  | { readonly ok: true; readonly event: TrackedEvent }
  | { readonly ok: false; readonly refusal: Refusal }

/** What a batch says about all of its events. */
export interface Envelope {
  readonly context: JsonObject
  readonly integrations: JsonObject
  readonly sentAt: unknown
  readonly timestamp: unknown
}

export const LONGEST_MESSAGE_ID = 100
const LONGEST_NAME = 512
const LONGEST_CHANNEL = 100

class Unreadable extends Error {
  readonly pointer: string
  readonly code: string

  constructor(pointer: string, code: string, detail: string) {
    super(detail)
    this.pointer = pointer
    this.code = code
  }
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

/** The message id of something that claims to be an event, for telling which one was refused. */
export function messageIdOf(raw: unknown): string | null {
  const id = isObject(raw) ? raw['messageId'] : null
  return typeof id === 'string' && id !== '' && id.length <= LONGEST_MESSAGE_ID ? id : null
}

function readKind(raw: JsonObject): InteractionKind {
  // Older clients say `action`.
  const said = raw['type'] ?? raw['action']
  const kind = KINDS.find((known) => known === said)
  if (kind === undefined) throw new Unreadable('/type', 'type_unknown', `The type is one of ${KINDS.join(', ')}.`)
  return kind
}

function readFields(raw: JsonObject, kind: InteractionKind, envelope: Envelope, freshId: string): TrackedEvent {
  const own = object(raw, 'context')
  const context = merge(envelope.context, own)
  const traits = kind === 'identify' || kind === 'group' ? object(raw, 'traits') : null
  const personTraits = personTraitsOf({ kind, context, traits })
  const ids = readIds(raw, kind)
  const identifiers = identifiersOf(ids, personTraits, context)
  if (identifiers.length === 0 && ids.groupId === null && ids.previousId === null)
    throw new Unreadable('/userId', 'identity_required', 'An event needs a userId or an anonymousId.')
  return {
    messageId: readMessageId(raw, freshId),
    kind,
    name: readName(raw, kind),
    properties: propertiesOf(raw, kind),
    traits,
    groupId: ids.groupId,
    previousId: ids.previousId,
    identifiers,
    personTraits,
    context,
    integrations: merge(envelope.integrations, object(raw, 'integrations')),
    channel: channelOf(raw, context),
    sentAt: readTime(raw['sentAt']) ?? readTime(envelope.sentAt),
    saidAt: readSaidAt(raw, envelope),
  }
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

function readMessageId(raw: JsonObject, freshId: string): string {
  const said = raw['messageId']
  if (said === undefined || said === null) return freshId
  const id = typeof said === 'number' ? String(said) : said
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_MESSAGE_ID)
    throw new Unreadable(
      '/messageId',
      'message_id_invalid',
      `A messageId is a text of 1 to ${LONGEST_MESSAGE_ID} characters.`,
    )
  return id
}

interface Ids {
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly groupId: string | null
  readonly previousId: string | null
}

function readIds(raw: JsonObject, kind: InteractionKind): Ids {
  const groupId = readId(raw, 'groupId')
  const previousId = readId(raw, 'previousId')
  if (kind === 'group' && groupId === null)
    throw new Unreadable('/groupId', 'group_id_required', 'A group call needs a groupId.')
  if (kind === 'alias' && previousId === null)
    throw new Unreadable('/previousId', 'previous_id_required', 'An alias call needs a previousId.')
  return {
    userId: readId(raw, 'userId'),
    anonymousId: readId(raw, 'anonymousId'),
    groupId,
    previousId: kind === 'alias' ? previousId : null,
  }
}

function readId(raw: JsonObject, field: string): string | null {
  const said = raw[field]
  if (said === undefined || said === null) return null
  const id = asText(said)
  if (id === null) throw new Unreadable(`/${field}`, 'id_invalid', `${field} is a text or a number.`)
  return id.trim() === '' ? null : id
}

const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : null

function identifiersOf(ids: Ids, traits: JsonObject, context: JsonObject): readonly Identifier[] {
  const device = isObject(context['device']) ? context['device']['id'] : undefined
  const named: readonly (readonly [string, unknown])[] = [
    ['user_id', ids.userId],
    ['anonymous_id', ids.anonymousId],
    ['email', traits['email']],
    ['phone', traits['phone']],
    ['device_id', device],
    ...externalIds(context),
  ]
  return named.flatMap(([type, said]) => {
    const value = asText(said)
    return value === null || value.trim() === '' ? [] : [{ type, value }]
  })
}

const MOST_EXTERNAL_IDS = 100

function externalIds(context: JsonObject): readonly (readonly [string, unknown])[] {
  const list = context['externalIds']
  if (!Array.isArray(list)) return []
  return list
    .slice(0, MOST_EXTERNAL_IDS)
    .filter(isObject)
    .flatMap(({ id, type }) => (typeof type === 'string' && type.trim() !== '' ? [[type, id] as const] : []))
}

function readName(raw: JsonObject, kind: InteractionKind): string | null {
  if (kind === 'track') {
    const { event } = raw
    if (typeof event !== 'string' || event.trim() === '' || event.length > LONGEST_NAME)
      throw new Unreadable(
        '/event',
        'event_name_invalid',
        `A track call names its event in 1 to ${LONGEST_NAME} characters.`,
      )
    return event
  }
  if (kind !== 'page' && kind !== 'screen') return null
  const { name } = raw
  if (name === undefined || name === null || name === '') return nameAmong(object(raw, 'properties'))
  if (typeof name !== 'string' || name.length > LONGEST_NAME)
    throw new Unreadable('/name', 'name_invalid', `A name is a text of at most ${LONGEST_NAME} characters.`)
  return name
}

// Some clients send the name of a page only among its properties.
function nameAmong({ name }: JsonObject): string | null {
  return typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME ? name : null
}

function propertiesOf(raw: JsonObject, kind: InteractionKind): JsonObject {
  const properties = object(raw, 'properties')
  const { category } = raw
  const isView = kind === 'page' || kind === 'screen'
  return isView && typeof category === 'string' && !('category' in properties)
    ? { ...properties, category }
    : properties
}

function channelOf(raw: JsonObject, context: JsonObject): string | null {
  const said = raw['channel'] ?? context['channel']
  return typeof said === 'string' && said !== '' && said.length <= LONGEST_CHANNEL ? said : null
}

function readSaidAt(raw: JsonObject, envelope: Envelope): Date | null {
  for (const field of ['timestamp', 'originalTimestamp'] as const) {
    const said = raw[field]
    if (said === undefined || said === null) continue
    const time = readTime(said)
    if (time === null)
      throw new Unreadable(`/${field}`, 'timestamp_invalid', `${field} is a time in ISO 8601 between 1900 and 2199.`)
    return time
  }
  return readTime(envelope.timestamp)
}

function object(raw: JsonObject, field: string): JsonObject {
  const value = raw[field]
  if (value === undefined || value === null) return {}
  if (!isObject(value)) throw new Unreadable(`/${field}`, 'object_expected', `${field} is an object.`)
  return value
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

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
