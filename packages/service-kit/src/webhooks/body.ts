import { eventByType } from '@polyphon/contracts'
import { type RecentEvent, structured } from '../recent/recent-event.js'
import type { Payload } from './webhook.js'

/** Where single things of this service are read: by the field that names one, such as `messageId`, the path before its id. */
export type Collections = ReadonlyMap<string, string>

/** Finds them in the operations: `GET /v1/messages/{id}` is where a `messageId` leads. */
export function collectionsOf(routes: readonly { readonly method: string; readonly path: string }[]): Collections {
  return new Map(
    routes.flatMap(({ method, path }) => {
      const [, collection] = /^\/v1\/([a-z]+)s\/:\w+$/.exec(path) ?? []
      return method === 'get' && collection !== undefined ? [[`${collection}Id`, path.replace(/:\w+$/, '')]] : []
    }),
  )
}

export interface BodyContext {
  readonly collections: Collections
  /** How this service is reached from outside; without it `href` is a path. */
  readonly publicUrl: string | undefined
}

/** An event as an endpoint is sent it: CloudEvents' structured mode, whole or with nothing but ids, and `href` to read the rest. */
export function bodyOf(event: RecentEvent, payload: Payload, { collections, publicUrl = '' }: BodyContext): string {
  const ids = idsIn(event)
  const [name, id] =
    [...ids].toSorted(byPerson).find(([field]) => collections.has(field)) ?? ([undefined, undefined] as const)
  const path = name === undefined ? null : `${collections.get(name) ?? ''}${encodeURIComponent(id)}`
  const href = path === null ? '' : `,"href":${JSON.stringify(publicUrl.replace(/\/$/, '') + path)}`
  const thin = { ...event, cause: null, data: JSON.stringify(Object.fromEntries(ids)) }
  return structured(payload === 'full' ? event : thin).replace(/\}$/, () => `${href}}`)
}

/** What an event names by an id, without what is personal. */
function idsIn({ type, data }: RecentEvent): readonly (readonly [field: string, id: string])[] {
  const fields: unknown = JSON.parse(data)
  const personal = eventByType.get(type)?.personal ?? []
  return Object.entries(typeof fields === 'object' ? (fields ?? {}) : {}).flatMap(([field, value]) =>
    (field.endsWith('Id') || field === 'key') && typeof value === 'string' && !personal.includes(field)
      ? [[field, value] as const]
      : [],
  )
}

// Nearly every event names a person; what else it names is what it is about.
const byPerson = ([left]: readonly [string, string], [right]: readonly [string, string]): number =>
  Number(left === 'profileId') - Number(right === 'profileId')
