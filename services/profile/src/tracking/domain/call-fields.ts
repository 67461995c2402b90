import type { Identifier, JsonObject } from '@polyphon/contracts'
import { isLonger, isObject } from '@polyphon/values'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import type { Warnings } from './event-warning.js'

export const LONGEST_MESSAGE_ID = 100
/** What a journey has ordered has the id of its order, which may be longer. */
export const LONGEST_ORDER_ID = 128
const LONGEST_NAME = 512
const LONGEST_CHANNEL = 100
const MOST_EXTERNAL_IDS = 100
const OF_PEOPLE = /^(?:users?)?$/i

/** A field without which there is no event. */
export class Unreadable extends Error {
  readonly pointer: string
  readonly code: string

  constructor(pointer: string, code: string, detail: string) {
    super(detail)
    this.pointer = pointer
    this.code = code
  }
}

/** One call as it was sent, and what is wrong with those of its fields that it can do without. */
export interface Call extends Warnings {
  readonly raw: JsonObject
}

/** A field that is an object; what is none is left out with a warning. An empty list is an empty object of PHP. */
export function objectOf(value: unknown, field: string, { warn }: Pick<Warnings, 'warn'>): JsonObject {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  const isEmptyList = Array.isArray(value) && value.length === 0
  const detail = isEmptyList
    ? `${field} is an object; the empty list was taken for an empty one.`
    : `${field} is an object; this value was left out.`
  warn([field], 'object_expected', detail)
  return {}
}

export function readMessageId({ raw, warn }: Call, freshId: string): string {
  const value = raw['messageId']
  if (value === undefined || value === null) return freshId
  const id = asText(value)
  if (id === null || id === '') {
    warn(['messageId'], 'message_id_invalid', 'A messageId is a text or a number; the event has got one of its own.')
    return freshId
  }
  // Sent again it would count twice under an id of ours, so whoever sends it has to know.
  if (isLonger(id, LONGEST_MESSAGE_ID))
    throw new Unreadable(
      '/messageId',
      'message_id_invalid',
      `A messageId is a text of 1 to ${LONGEST_MESSAGE_ID} characters.`,
    )
  return id
}

export interface Ids {
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly groupId: string | null
  readonly previousId: string | null
}

export function readIds(call: Call, kind: InteractionKind): Ids {
  const groupId = readId(call, 'groupId')
  const previousId = readId(call, 'previousId')
  if (kind === 'group' && groupId === null)
    throw new Unreadable('/groupId', 'group_id_required', 'A group call needs a groupId.')
  if (kind === 'alias' && previousId === null)
    throw new Unreadable('/previousId', 'previous_id_required', 'An alias call needs a previousId.')
  return {
    userId: readId(call, 'userId'),
    anonymousId: readId(call, 'anonymousId'),
    groupId,
    previousId: kind === 'alias' ? previousId : null,
  }
}

function readId({ raw, warn }: Call, field: string): string | null {
  const value = raw[field]
  if (value === undefined || value === null) return null
  const id = asText(value)
  if (id === null) warn([field], 'id_invalid', `${field} is a text or a number; this value was left out.`)
  return id === null || id.trim() === '' ? null : id
}

const asText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : null

/** Everything in a call that may say who it was. */
export function identifiersOf(call: Call, ids: Ids, traits: JsonObject, context: JsonObject): readonly Identifier[] {
  const device = isObject(context['device']) ? context['device']['id'] : undefined
  const named: readonly (readonly [string, unknown])[] = [
    ['user_id', ids.userId],
    ['anonymous_id', ids.anonymousId],
    ['email', traits['email']],
    ['phone', traits['phone']],
    ['device_id', device],
    ...externalIds(context, call),
  ]
  return named.flatMap(([type, raw]) => {
    const value = asText(raw)
    return value === null || value.trim() === '' ? [] : [{ type, value }]
  })
}

// One client names the list in the singular, the others in the plural.
function externalIds(context: JsonObject, call: Call): readonly (readonly [string, unknown])[] {
  const plural = externalIdsIn(context['externalIds'], call, { field: 'externalIds', room: MOST_EXTERNAL_IDS })
  const room = MOST_EXTERNAL_IDS - plural.length
  return [...plural, ...externalIdsIn(context['externalId'], call, { field: 'externalId', room })]
}

function externalIdsIn(
  list: unknown,
  { warn }: Call,
  { field, room }: { readonly field: string; readonly room: number },
): readonly (readonly [string, unknown])[] {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) {
    warn(['context', field], 'list_expected', `${field} is a list; nobody was looked for by this value.`)
    return []
  }
  if (list.length > room) warn(['context', field, room], 'too_many_external_ids', `At most ${MOST_EXTERNAL_IDS} count.`)
  return list.slice(0, room).flatMap((entry: unknown, index) => {
    const { type, id, collection } = isObject(entry) ? entry : {}
    if (!isOfPeople(collection)) {
      warn(['context', field, index], 'external_id_of_others', 'It names no person but what many may share.')
      return []
    }
    if (typeof type === 'string' && type.trim() !== '') return [[type, id] as const]
    warn(['context', field, index], 'external_id_invalid', 'An external id has a type and an id.')
    return []
  })
}

// An external id of another collection names an account or a thing that many people share.
const isOfPeople = (collection: unknown): boolean =>
  collection === undefined ||
  collection === null ||
  (typeof collection === 'string' && OF_PEOPLE.test(collection.trim()))

export function readName(call: Call, kind: InteractionKind, properties: JsonObject): string | null {
  const { raw, warn } = call
  if (kind === 'track') {
    const event = numberAsText(call, 'event')
    if (typeof event !== 'string' || event.trim() === '' || isLonger(event, LONGEST_NAME))
      throw new Unreadable(
        '/event',
        'event_name_invalid',
        `A track call names its event in 1 to ${LONGEST_NAME} characters.`,
      )
    return event
  }
  if (kind !== 'page' && kind !== 'screen') return null
  if (raw['name'] === undefined || raw['name'] === null || raw['name'] === '') return nameAmong(properties)
  const name = numberAsText(call, 'name')
  if (typeof name === 'string' && !isLonger(name, LONGEST_NAME)) return name
  warn(['name'], 'name_invalid', `A name is a text of at most ${LONGEST_NAME} characters; this one was left out.`)
  return nameAmong(properties)
}

function numberAsText({ raw, warn }: Call, field: string): unknown {
  const value = raw[field]
  if (typeof value !== 'number') return value
  warn([field], 'text_expected', `${field} is a text; the number was taken for one.`)
  return String(value)
}

// Some clients send the name of a page only among its properties.
function nameAmong({ name }: JsonObject): string | null {
  return typeof name === 'string' && name !== '' && !isLonger(name, LONGEST_NAME) ? name : null
}

export function propertiesOf(call: Call, kind: InteractionKind): JsonObject {
  const properties = objectOf(call.raw['properties'], 'properties', call)
  const { category } = call.raw
  const isView = kind === 'page' || kind === 'screen'
  return isView && typeof category === 'string' && !('category' in properties)
    ? { ...properties, category }
    : properties
}

export function channelOf({ raw, warn }: Call, context: JsonObject): string | null {
  const value = raw['channel'] ?? context['channel']
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string' && !isLonger(value, LONGEST_CHANNEL)) return value
  warn(['channel'], 'channel_invalid', `A channel is a text of at most ${LONGEST_CHANNEL} characters; it was left out.`)
  return null
}
