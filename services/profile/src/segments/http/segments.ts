import { jsonObject } from '@polyphon/contracts'
import { etagOf, Id, Key, listOf, page, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { putSegment } from '../commands/put-segment.js'
import { explainSegment } from '../queries/explain-segment.js'
import { getSegment, type SegmentView } from '../queries/get-segment.js'
import { listSegmentMembers } from '../queries/list-segment-members.js'
import { listSegments } from '../queries/list-segments.js'
import { previewSegment } from '../queries/preview-segment.js'
import { backfillSegment } from '../steps/backfill-segment.js'

const Condition = jsonObject('A condition, see the condition language; each fault names its place by a pointer.')

const Segment = z
  .object({
    key: z.string(),
    version: z.int(),
    name: z.string(),
    condition: Condition,
    status: z.enum(['sorting', 'ready']).describe('`ready` once this version has been evaluated for everybody'),
    createdAt: z.string(),
    publishedAt: z.string(),
  })
  .meta({ id: 'Segment' })

const SegmentMember = z
  .object({
    profileId: z.string(),
    version: z.int(),
    enteredAt: z.string(),
    until: z.string().nullable().describe('When this may end if nothing else happens'),
  })
  .meta({ id: 'SegmentMember' })

const Explanation = z
  .object({
    holds: z.boolean(),
    until: z.string().nullable().describe('When this may change if nothing else happens'),
    leaves: z.array(
      z.object({
        path: z.string().describe('JSON pointer into the condition'),
        holds: z.boolean(),
        because: z.string(),
      }),
    ),
  })
  .meta({ id: 'SegmentExplanation' })

const iso = (moment: Date | null | undefined): string | null => moment?.toISOString() ?? null

const toSegmentView = (segment: SegmentView): z.input<typeof Segment> => ({
  ...segment,
  condition: { ...segment.condition },
  createdAt: segment.createdAt.toISOString(),
  publishedAt: segment.publishedAt.toISOString(),
})

// With up to a thousand people the response waits until everybody has been evaluated; otherwise a timer does the rest.
const SegmentPreview = z
  .object({ count: z.int(), total: z.int().describe('How many people there are') })
  .meta({ id: 'SegmentPreview' })

const CHUNKS_AT_ONCE = 3

const read = { who: 'key', scope: 'profile:read' } as const
const params = z.object({ key: Key })
const tag = 'segments'

const putSegmentRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'putSegment',
    etag: true,
    method: 'put',
    path: '/v1/segments/:key',
    summary: 'Publish a segment',
    description: 'The new version is evaluated for everybody at once, or shortly after where there are many people.',
    tag,
    access: { who: 'key', scope: 'profile:write' },
    ifMatch: 'optional',
    params,
    body: z.strictObject({ name: z.string().trim().min(1).max(200), condition: Condition }),
    responses: { 200: Segment, 201: Segment },
    example: { name: 'Loyal customers', condition: { did: 'Order Completed', atLeast: 3, within: 'P90D' } },
    handleOutside: async ({ origin, params: { key }, body, caller, ifMatch }) => {
      if (caller.kind !== 'secret') throw new Error('Only a secret key is admitted here.')
      const { workspaceId } = caller
      const { outcome } = await deps.db.transact(workspaceId, (tx) => putSegment(tx, { key, ...body, ifMatch }), {
        origin,
      })
      let isDone = outcome === 'unchanged'
      for (let chunk = 0; chunk < CHUNKS_AT_ONCE && !isDone; chunk += 1)
        isDone = await deps.db.transact(workspaceId, (tx) => backfillSegment(tx, key, deps), { origin })
      const segment = await deps.db.transact(workspaceId, (tx) => getSegment(tx, key), { readOnly: true })
      const answer = { body: toSegmentView(segment), headers: { etag: etagOf(segment.version) } }
      return outcome === 'created' ? { status: 201, ...answer } : { status: 200, ...answer }
    },
  })

const listSegmentsRoute = route({
  operationId: 'listSegments',
  method: 'get',
  path: '/v1/segments',
  summary: 'The newest version of every segment, by key',
  tag,
  access: read,
  query: z.strictObject(page),
  responses: { 200: listOf(Segment) },
  handle: async (tx, { query }) => {
    const { items, nextCursor } = await listSegments(tx, query)
    return { status: 200, body: { items: items.map(toSegmentView), nextCursor } }
  },
})

const getSegmentRoute = route({
  operationId: 'getSegment',
  etag: true,
  method: 'get',
  path: '/v1/segments/:key',
  summary: 'The newest version of a segment',
  tag,
  access: read,
  params,
  responses: { 200: Segment },
  handle: async (tx, { params: { key } }) => {
    const segment = await getSegment(tx, key)
    return { status: 200, body: toSegmentView(segment), headers: { etag: etagOf(segment.version) } }
  },
})

const previewSegmentRoute = route({
  operationId: 'previewSegment',
  method: 'post',
  path: '/v1/segments/preview',
  summary: 'Count who would be in a segment now',
  tag,
  access: read,
  idempotencyKey: 'none',
  scans: true,
  body: z.strictObject({ condition: Condition }),
  responses: { 200: SegmentPreview },
  example: { condition: { path: 'traits.plan', op: 'eq', value: 'plus' } },
  handle: async (tx, { body }) => ({ status: 200, body: await previewSegment(tx, body.condition) }),
})

const listSegmentMembersRoute = route({
  operationId: 'listSegmentMembers',
  method: 'get',
  path: '/v1/segments/:key/members',
  summary: 'Who is in a segment, by profile id',
  tag,
  access: read,
  params,
  query: z.strictObject(page),
  responses: { 200: listOf(SegmentMember) },
  handle: async (tx, { params: { key }, query }) => {
    const { items, nextCursor } = await listSegmentMembers(tx, { key, ...query })
    const members = items.map(({ profileId, version, enteredAt, until }) => ({
      profileId,
      version,
      enteredAt: enteredAt.toISOString(),
      until: iso(until),
    }))
    return { status: 200, body: { items: members, nextCursor } }
  },
})

const explainSegmentRoute = route({
  operationId: 'explainSegment',
  method: 'get',
  path: '/v1/profiles/:profileId/segments/:key/why',
  summary: 'Why a person is in a segment, or is not',
  tag,
  access: read,
  scans: true,
  params: z.object({ profileId: Id, key: Key }),
  responses: { 200: Explanation },
  handle: async (tx, { params: question }) => {
    const { holds, until, leaves } = await explainSegment(tx, question)
    return { status: 200, body: { holds, until: iso(until), leaves: [...leaves] } }
  },
})

export const segmentRoutes = (deps: ProfileDeps): readonly Route[] => [
  putSegmentRoute(deps),
  listSegmentsRoute,
  getSegmentRoute,
  previewSegmentRoute,
  listSegmentMembersRoute,
  explainSegmentRoute,
]
