import { allPages } from '@polyphon/client'
import { call } from '../frame/call.js'
import { type Json, operationsOf, readDocument } from '../frame/documents.js'
import { foundWrong } from '../frame/ends.js'
import type { ServiceName } from '../frame/services.js'
import { type AnyService, listOfServices, type Session } from '../frame/session.js'

/** A kind of definition, as the service says that has it. */
export interface Kind {
  readonly service: ServiceName
  readonly kind: string
  readonly client: AnyService
  /** Of the operation that publishes it: `/v1/surveys/{key}`. */
  readonly path: string
  readonly schema: Json
}

/** A definition as it stands in a workspace. */
export interface There {
  readonly kind: string
  readonly key: string
  readonly version: number
  readonly archivedAt: string | null
  readonly inForce: boolean
  readonly body: Json
}

/** What tells a definition from all others: `feedback/survey/nps`. */
export const nameOf = (service: string, kind: string, key: string): string => `${service}/${kind}/${key}`

/** The kinds of all services, or of those that are wanted, found in their documents. */
export async function readKinds(session: Session, services: string | undefined): Promise<readonly Kind[]> {
  const found = session.each('key', listOfServices(services)).map(async ([service, client]) => {
    const operations = operationsOf(await readDocument(client))
    return Promise.all(
      operations.flatMap(({ path, operation: { 'x-definition': kind } }) =>
        kind === undefined ? [] : [readKind({ service, kind, client, path })],
      ),
    )
  })
  return (await Promise.all(found)).flat()
}

async function readKind(kind: Omit<Kind, 'schema'>): Promise<Kind> {
  const schema = await call(kind.client, {
    method: 'get',
    path: '/schemas/{kind}.json',
    params: { path: { kind: kind.kind } },
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a schema that our services write
  return { ...kind, schema: schema as Json }
}

/** What a key and the name of a kind look like. */
export const KEY = /^[a-z][a-z0-9_-]{0,62}$/

/** Everything that is published in the workspace, archived ones as well, by name. */
export async function readThere(kinds: readonly Kind[]): Promise<ReadonlyMap<string, There>> {
  const clients = new Map(kinds.map(({ service, client }) => [service, client]))
  const lists = [...clients].flatMap(([service, client]) =>
    ['false', 'true'].map(async (archived) => {
      const items = await allPages(async (cursor) => {
        const query = { archived, cursor, limit: 500 }
        const page = await call(client, { method: 'get', path: '/v1/definitions', params: { query } })
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as every list of definitions answers
        return page as { readonly items: readonly There[]; readonly nextCursor: string | null }
      })
      return items.map((item) => {
        // It becomes the name of a file.
        if (!KEY.test(item.key) || !KEY.test(item.kind))
          throw foundWrong('key_invalid', `${service} answers a key that is none.`)
        return [nameOf(service, item.kind, item.key), item] as const
      })
    }),
  )
  return new Map((await Promise.all(lists)).flat())
}
