import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { page, readPage } from '../http/cursor.js'
import { type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { definitionUnknown, findUses } from './change.js'
import type { AnyKind, Definition } from './definition-kind.js'
import { type Names, tagged } from './request.js'
import { readDefinition, readDefinitions, readHead, readVersions } from './store.js'
import { showAll, showOne, UseView, type Views } from './view.js'

const params = z.object({ key: Key })
const version = z.coerce.number().int().min(1).max(2_000_000_000)
const MOST_VERSION = 2_147_483_647

const summary = {
  fields: z.enum(['all', 'summary']).default('all').describe('`summary` leaves out what is long'),
}

interface Reading extends Names {
  readonly views: Views
}

/** List, get, and the versions of one key. */
export function readRoutes(kind: AnyKind, reading: Reading): readonly Route[] {
  const { title, path, views } = reading
  const access = { who: 'key', scope: kind.read } as const
  const { tag, name } = kind
  return [
    listRoute(kind, reading),
    route({
      operationId: `get${title}`,
      etag: true,
      method: 'get',
      path,
      summary: `Read a ${name} in its newest or a named version`,
      tag,
      access,
      params,
      query: z.object({ version: version.optional().describe('The newest one unless said') }),
      responses: { 200: views.version },
      handle: async (tx, { params: { key }, query }) => {
        const found =
          (await readDefinition(tx, kind, key, query.version)) ??
          (query.version === undefined ? (kind.builtIn?.(key) ?? null) : null)
        if (found === null) throw definitionUnknown(kind)
        return { status: 200, body: await showOne(tx, kind, found), headers: tagged(found) }
      },
    }),
    versionsRoute(kind, reading),
    usesRoute(kind, reading),
  ]
}

function versionsRoute(kind: AnyKind, { title, path, views }: Reading): Route {
  return route({
    operationId: `list${title}Versions`,
    method: 'get',
    path: `${path}/versions`,
    summary: `The versions of a ${kind.name}, the newest first`,
    tag: kind.tag,
    access: { who: 'key', scope: kind.read },
    params,
    query: z.object({ ...page, ...summary }),
    responses: { 200: views.list },
    handle: async (tx, { params: { key }, query }) => {
      if ((await readHead(tx, kind, key)) === null) throw definitionUnknown(kind)
      const body = await readPage(query, {
        position: z.tuple([z.int().min(1).max(MOST_VERSION)]),
        read: async (behind, most) =>
          shownWith(tx, kind, await readVersions(tx, kind, key, { before: behind?.[0] ?? MOST_VERSION, most })),
        item: ({ shown }) => briefly(kind, shown, query.fields),
        positionOf: ({ definition }) => [definition.version],
      })
      return { status: 200, body }
    },
  })
}

function usesRoute(kind: AnyKind, { title, path }: Reading): Route {
  return route({
    operationId: `list${title}Uses`,
    method: 'get',
    path: `${path}/uses`,
    summary: `Who names a ${kind.name}, so that it cannot be archived`,
    description: 'As far as this service has heard of what the others publish.',
    tag: kind.tag,
    access: { who: 'key', scope: kind.read },
    params,
    responses: { 200: z.object({ items: z.array(UseView) }).meta({ id: `${title}Uses` }) },
    handle: async (tx, { params: { key } }) => {
      if ((await readHead(tx, kind, key)) === null) throw definitionUnknown(kind)
      return { status: 200, body: { items: [...(await findUses(tx, kind, key))] } }
    },
  })
}

function listRoute(kind: AnyKind, { titles, collection, views }: Reading): Route {
  return route({
    operationId: `list${titles}`,
    method: 'get',
    path: collection,
    summary: `The newest version of every ${kind.name}, by key`,
    tag: kind.tag,
    access: { who: 'key', scope: kind.read },
    query: z.object({
      ...page,
      archived: z.enum(['true', 'false']).default('false').describe('`true` lists those that are archived'),
      ...summary,
    }),
    responses: { 200: views.list },
    handle: async (tx, { query }) => {
      const areArchived = query.archived === 'true'
      const body = await readPage(query, {
        position: z.tuple([z.string().max(63)]),
        read: async (behind, most) =>
          shownWith(tx, kind, await readDefinitions(tx, kind, { after: behind?.[0] ?? '', most, areArchived })),
        item: ({ shown }) => briefly(kind, shown, query.fields),
        positionOf: ({ definition }) => [definition.key],
      })
      return { status: 200, body }
    },
  })
}

interface Shown {
  readonly definition: Definition<unknown>
  readonly shown: object
}

async function shownWith(
  tx: Tx,
  kind: AnyKind,
  definitions: readonly Definition<unknown>[],
): Promise<readonly Shown[]> {
  const shown = await showAll(tx, kind, definitions)
  return definitions.map((definition, index) => ({ definition, shown: shown[index] ?? {} }))
}

const briefly = (kind: AnyKind, shown: object, fields: 'all' | 'summary'): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shown).filter(([name]) => fields === 'all' || !kind.bulk.includes(name)))
