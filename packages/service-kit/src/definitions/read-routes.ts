import { z } from 'zod'
import { inWords } from '../codes/words.js'
import { type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import type { Positioned } from '../lists/fill-page.js'
import { given } from '../lists/filter.js'
import { list } from '../lists/list.js'
import { by, type Position } from '../lists/position.js'
import { definitionUnknown, findUses } from './change.js'
import type { AnyKind, Definition } from './definition-kind.js'
import { type Names, tagged } from './request.js'
import { readDefinition, readDefinitions, readHead, readVersions } from './store.js'
import { type Shown, showAll, showOne, UseView, type Views } from './view.js'

const params = z.object({ key: Key })
const version = z.coerce.number().int().min(1).max(2_000_000_000)
const MOST_VERSION = 2_147_483_647

interface Reading extends Names {
  readonly views: Views
}

/** List, get, and the versions of one key. */
export function readRoutes(kind: AnyKind, reading: Reading): readonly Route[] {
  const { title, path, views } = reading
  const access = { who: 'key', scope: kind.read, staff: kind.readBy ?? 'definitions' } as const
  const { tag, name } = kind
  return [
    listRoute(kind, reading),
    route({
      operationId: `get${title}`,
      etag: true,
      method: 'get',
      path,
      summary: `Read a ${inWords(name)} in its newest or a named version`,
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
  const versions = versionsOf(kind)
  return route({
    operationId: `list${title}Versions`,
    method: 'get',
    path: `${path}/versions`,
    summary: `The versions of a ${inWords(kind.name)}, the newest first`,
    tag: kind.tag,
    access: { who: 'key', scope: kind.read, staff: kind.readBy ?? 'definitions' },
    params,
    query: versions.query,
    responses: { 200: views.list },
    handle: async (tx, { params: { key }, query }) => {
      if ((await readHead(tx, kind, key)) === null) throw definitionUnknown(kind)
      const read = async (behind: Position | null, most: number): Promise<Positioned<Shown, Position>[]> => {
        const before = behind === null ? MOST_VERSION : Number(behind[0])
        const found = await readVersions(tx, kind, key, { before, most })
        return positioned(found, await showAll(tx, kind, found), (definition) => String(definition.version))
      }
      return { status: 200, body: { ...(await versions.pageOf(tx, query, read, { key })) } }
    },
  })
}

function usesRoute(kind: AnyKind, { title, path }: Reading): Route {
  return route({
    operationId: `list${title}Uses`,
    method: 'get',
    path: `${path}/uses`,
    summary: `Who names a ${inWords(kind.name)}, so that it cannot be archived`,
    description: 'As far as this service has heard of what the others publish.',
    tag: kind.tag,
    access: { who: 'key', scope: kind.read, staff: kind.readBy ?? 'definitions' },
    params,
    responses: { 200: z.object({ items: z.array(UseView) }).meta({ id: `${title}Uses` }) },
    handle: async (tx, { params: { key } }) => {
      if ((await readHead(tx, kind, key)) === null) throw definitionUnknown(kind)
      return { status: 200, body: { items: [...(await findUses(tx, kind, key))] } }
    },
  })
}

function listRoute(kind: AnyKind, { titles, collection, views }: Reading): Route {
  const heads = headsOf(kind)
  return route({
    operationId: `list${titles}`,
    method: 'get',
    path: collection,
    summary: `The newest version of every ${inWords(kind.name)}, by key`,
    tag: kind.tag,
    access: { who: 'key', scope: kind.read, staff: kind.readBy ?? 'definitions' },
    query: heads.query,
    responses: { 200: views.list },
    handle: async (tx, { query }) => {
      const areArchived = query.archived === 'true'
      const parameters: Readonly<Record<string, unknown>> = query
      const conditions = Object.entries(kind.filters ?? {}).flatMap(([name, { sql }]) =>
        parameters[name] === undefined ? [] : [{ sql, value: parameters[name] }],
      )
      const read = async (behind: Position | null, most: number): Promise<Positioned<Shown, Position>[]> => {
        const found = await readDefinitions(tx, kind, { after: behind?.[0] ?? '', most, areArchived, conditions })
        return positioned(found, await showAll(tx, kind, found), ({ key }) => key)
      }
      return { status: 200, body: { ...(await heads.pageOf(tx, query, read)) } }
    },
  })
}

/** Definitions come from the tables of their kind with what only that kind knows, so a statement of theirs reads them. */
const headsOf = ({ plural, bulk, filters = {} }: AnyKind) =>
  list({
    name: plural,
    filters: {
      archived: given(z.enum(['true', 'false']).describe('`true` lists those that are archived, and only these')),
      ...filters,
    },
    sorts: { key: [by.text('key')] },
    sort: 'key',
    only: true,
    bulk,
  })

const versionsOf = ({ plural, bulk }: AnyKind) =>
  list({
    name: `versions of ${plural}`,
    sorts: { version: [by.number('version')] },
    sort: '-version',
    only: true,
    bulk,
  })

const positioned = (
  definitions: readonly Definition<unknown>[],
  shown: readonly Shown[],
  positionOf: (definition: Definition<unknown>) => string,
): Positioned<Shown, Position>[] =>
  definitions.map((definition, at) => ({ item: shown[at] ?? {}, position: [positionOf(definition)] }))
