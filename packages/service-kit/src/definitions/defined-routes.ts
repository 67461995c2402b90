import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { type Defined, type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import type { Positioned } from '../lists/fill-page.js'
import { given } from '../lists/filter.js'
import { list } from '../lists/list.js'
import { by, type Position } from '../lists/position.js'
import type { ServiceName } from '../values/service-name.js'

const DefinedView = z
  .object({
    kind: z.string().describe('Such as `survey`; its schema is at `/schemas/<kind>.json`'),
    key: Key,
    version: z.int(),
    archivedAt: Moment.nullable(),
    inForce: z
      .boolean()
      .describe('Whether publishing the body again would change nothing; false for a journey that was stopped'),
    body: z.record(z.string(), z.unknown()).describe('What would publish it again'),
  })
  .meta({ id: 'Defined' })

type DefinedItem = z.input<typeof DefinedView>

/** All definitions of a service in one form; nothing where there are none. */
export function definedRoutes(service: ServiceName, routes: readonly Route[]): readonly Route[] {
  const kinds = routes.flatMap(({ defines }) => defines ?? []).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const [first, ...others] = kinds.map(({ kind }) => kind)
  if (first === undefined) return []
  const definitions = list({
    name: 'definitions',
    filters: {
      kind: given(z.enum([first, ...others])),
      archived: given(z.enum(['true', 'false']).describe('`true` lists those that are archived, and only these')),
    },
    sorts: { key: [by.text('kind'), by.text('key')] },
    sort: 'key',
    only: true,
  })
  return [
    route({
      operationId: 'listDefinitions',
      method: 'get',
      path: '/v1/definitions',
      summary: 'Everything that is published under a key, in its newest version, as it would be put again',
      description: 'For definitions in a folder, and for what copies them from one workspace to another.',
      tag: 'definitions',
      access: { who: 'key', scope: `${service}:read`, staff: 'definitions' },
      query: definitions.query,
      responses: { 200: listOf(DefinedView) },
      handle: async (tx, { query }) => {
        const wanted = kinds.filter(({ kind }) => query.kind === undefined || kind === query.kind)
        const areArchived = query.archived === 'true'
        const read = (behind: Position | null, most: number) => readFrom(tx, wanted, { behind, most, areArchived })
        return { status: 200, body: { ...(await definitions.pageOf(tx, query, read)) } }
      },
    }),
  ]
}

interface From {
  readonly behind: Position | null
  readonly most: number
  readonly areArchived: boolean
}

async function readFrom(
  tx: Tx,
  kinds: readonly Defined[],
  { behind, most, areArchived }: From,
): Promise<readonly Positioned<DefinedItem, Position>[]> {
  const [kindBefore = '', keyBefore = ''] = behind ?? []
  const found: Positioned<DefinedItem, Position>[] = []
  for (const { kind, readBodies } of kinds) {
    if (kind < kindBefore || found.length >= most) continue
    const after = kind === kindBefore ? keyBefore : ''
    for (const defined of await readBodies(tx, { after, most: most - found.length, areArchived })) {
      const { key, version, archivedAt, isInForce, body } = defined
      const item = { kind, key, version, archivedAt: archivedAt?.toISOString() ?? null, inForce: isInForce }
      found.push({ item: { ...item, body: { ...Object(body) } }, position: [kind, key] })
    }
  }
  return found
}
