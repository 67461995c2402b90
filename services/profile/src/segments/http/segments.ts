import { jsonObject, segmentPublished } from '@polyphon/contracts'
import { Key, listOf, type Route, route, type Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Around, type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { DEFAULT_PURPOSE, Moment, Purpose as PurposeName } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { segmentsNaming } from '../domain/segment.js'
import { listSegmentMembers, memberList } from '../queries/list-segment-members.js'
import { previewSegment } from '../queries/preview-segment.js'
import {
  applySegment,
  lockPublication,
  readBackfills,
  readSegments,
  refuseUnfit,
  type SegmentContent,
  storedSegment,
  warnSegment,
} from '../steps/apply-segment.js'
import { beginBackfill } from '../steps/begin-backfill.js'
import { checkCondition } from '../steps/check-condition.js'

const Condition = jsonObject('A condition, see the condition language; each fault names its place by a pointer.')

const Purpose = PurposeName.default(DEFAULT_PURPOSE).describe(
  'For what it uses what is known of people; whoever does not allow that (`putConsent`, `settings.purposes`) is not in it',
)

const Segment = z.object({
  key: z.string(),
  version: z.int(),
  name: z.string(),
  condition: Condition,
  purpose: z.string(),
  status: z.enum(['sorting', 'ready']).describe('`ready` once this version has been evaluated for everybody'),
  createdAt: Moment,
  publishedAt: Moment,
})

const SegmentMember = z
  .object({
    profileId: z.string(),
    version: z.int(),
    enteredAt: Moment,
    until: Moment.nullable().describe('When this may end if nothing else happens'),
  })
  .meta({ id: 'SegmentMember' })

const SegmentPreview = z
  .object({ count: z.int(), total: z.int().describe('How many people there are') })
  .meta({ id: 'SegmentPreview' })

const iso = (moment: Date | null | undefined): string | null => moment?.toISOString() ?? null

const scope = 'profile:read'
const params = z.object({ key: Key })
const tag = 'segments'

const segment = definitionKind({
  name: 'segment',
  plural: 'segments',
  tag,
  description:
    'The new version is evaluated for everybody at once, or shortly after where there are many people. `warnings` name segments that its condition refers to and nobody has published.',
  whenArchived: 'Everybody who is in it leaves it, at once or shortly after; restored, it is evaluated anew.',
  read: scope,
  write: 'profile:write',
  body: z.strictObject({ name: z.string().trim().min(1).max(200), condition: Condition, purpose: Purpose }),
  example: { name: 'Loyal customers', condition: { did: 'Order Completed', atLeast: 3, within: 'P90D' } },
  view: Segment,
  bulk: ['condition'],
  stored: storedSegment,
  check: async ({ name, condition, purpose }, around: Around<ProfileDeps>): Promise<SegmentContent> => ({
    name,
    purpose,
    condition: checkCondition(condition, await around.read(readPhoneNormaliser)),
  }),
  lock: lockPublication,
  fit: refuseUnfit,
  apply: applySegment,
  follow: beginBackfill,
  usedBy: async (tx, key) =>
    segmentsNaming(key, await readSegments(tx)).map((name) => ({ kind: 'segment', key: name })),
  show: showSegments,
  warn: warnSegment,
  published: segmentPublished,
  event: (_tx, { key, version, content, publishedAt }) => ({
    key,
    version,
    name: content.name,
    condition: { ...content.condition },
    purpose: content.purpose,
    publishedAt: publishedAt?.toISOString(),
  }),
})

async function showSegments(
  tx: Tx,
  definitions: readonly Definition<SegmentContent>[],
): Promise<readonly z.input<typeof Segment>[]> {
  const underWay = await readBackfills(
    tx,
    definitions.map(({ key }) => key),
  )
  return definitions.map(({ key, version, content, createdAt, publishedAt }) => ({
    key,
    version,
    name: content.name,
    condition: { ...content.condition },
    purpose: content.purpose,
    status: underWay.has(key) ? 'sorting' : 'ready',
    createdAt: iso(createdAt) ?? '',
    publishedAt: iso(publishedAt) ?? '',
  }))
}

const previewSegmentRoute = route({
  operationId: 'previewSegment',
  method: 'post',
  path: '/v1/segments/preview',
  summary: 'Count who would be in a segment now',
  tag,
  access: { who: 'key', scope, staff: 'numbers' },
  idempotencyKey: 'none',
  scans: true,
  body: z.strictObject({ condition: Condition, purpose: Purpose }),
  responses: { 200: SegmentPreview },
  example: { condition: { path: 'traits.plan', op: 'eq', value: 'plus' } },
  handle: async (tx, { body }) => ({ status: 200, body: await previewSegment(tx, body) }),
})

const listSegmentMembersRoute = route({
  operationId: 'listSegmentMembers',
  method: 'get',
  path: '/v1/segments/:key/members',
  summary: 'Who is in a segment, by profile id',
  tag,
  access: { who: 'key', scope, staff: 'oversight' },
  params,
  query: memberList.query,
  responses: { 200: listOf(SegmentMember) },
  handle: async (tx, { params: { key }, query }) => ({ status: 200, body: await listSegmentMembers(tx, query, key) }),
})

export const segmentRoutes = (deps: ProfileDeps): readonly Route[] => [
  ...definitionRoutes(segment, deps),
  previewSegmentRoute,
  listSegmentMembersRoute,
]
