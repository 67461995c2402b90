import { computedTraitPublished, jsonObject } from '@polyphon/contracts'
import type { Route, Tx } from '@polyphon/service-kit'
import { readPhoneNormaliser } from '@polyphon/service-kit/copies'
import { type Around, type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { DEFAULT_PURPOSE, Duration, durationMs, Moment, Purpose } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { COMPUTES } from '../../people/domain/compute.js'
import { type ComputedContent, PERIODS } from '../domain/computed-trait.js'
import {
  applyComputed,
  backfillKeyOf,
  beginComputedBackfill,
  lockComputed,
  readBackfills,
  refuseUnfitComputed,
  usersOfComputed,
} from '../steps/apply-computed.js'
import { checkComputed } from '../steps/check-computed.js'

// What is no duration is said so by its form.
const isLonger = (text: string): boolean => !Duration.safeParse(text).success || durationMs(text) > 0

const content = {
  name: z.string().trim().min(1).max(200),
  compute: z.enum(COMPUTES).describe('What is worked out of the events that count'),
  event: z.string().min(1).max(1_000).describe('The name of the events that were tracked'),
  property: z.string().min(1).max(200).optional().describe('A path below their properties, such as `order.total`'),
  where: jsonObject('A condition over `event` alone; without it each event of the name counts.').optional(),
  within: Duration.refine(isLonger, { error: 'Longer than nothing' })
    .optional()
    .describe('For how long an event counts'),
  calendar: z
    .enum(PERIODS)
    .optional()
    .describe('Only events of the period that is under way count, in the time zone of the workspace'),
}

const Body = z.strictObject({
  ...content,
  purpose: Purpose.default(DEFAULT_PURPOSE).describe(
    'For what it uses what is known of people; whoever does not allow that (`putConsent`, `settings.purposes`) has no value',
  ),
})

const ComputedTraitView = z.object({
  key: z.string(),
  version: z.int(),
  ...content,
  purpose: z.string(),
  status: z.enum(['sorting', 'ready']).describe('`ready` once this version has been worked out for everybody'),
  createdAt: Moment,
  publishedAt: Moment,
})

const computedTrait = definitionKind({
  name: 'computed_trait',
  table: 'computed_trait',
  plural: 'computed-traits',
  tag: 'computed traits',
  description:
    'Its value stands in `traits.<key>` of everybody for whom an event counts, in place of what was stated under that name, and nobody can state it (409 `trait_computed`). It is worked out for everybody at once, or shortly after where there are many people; then with each event, and at the moment at which time alone changes it.',
  whenArchived: 'Nobody has its value any more; what was stated under its name is seen again.',
  deletes: true,
  read: 'profile:read',
  write: 'profile:write',
  body: Body,
  example: { name: 'Orders in 90 days', compute: 'count', event: 'Order Completed', within: 'P90D' },
  view: ComputedTraitView,
  bulk: ['where'],
  check: async (body, around: Around<ProfileDeps>): Promise<ComputedContent> =>
    checkComputed(body, await around.read(readPhoneNormaliser)),
  lock: lockComputed,
  fit: refuseUnfitComputed,
  apply: applyComputed,
  follow: beginComputedBackfill,
  usedBy: usersOfComputed,
  show: showComputedTraits,
  published: computedTraitPublished,
  event: (_tx, { key, version, content: { where, ...rest }, publishedAt }) => ({
    key,
    version,
    ...rest,
    ...(where === undefined ? {} : { where: { ...where } }),
    publishedAt: publishedAt?.toISOString(),
  }),
})

async function showComputedTraits(
  tx: Tx,
  definitions: readonly Definition<ComputedContent>[],
): Promise<readonly z.input<typeof ComputedTraitView>[]> {
  const underWay = await readBackfills(
    tx,
    definitions.map(({ key }) => backfillKeyOf(key)),
  )
  return definitions.map(({ key, version, content: { where, ...rest }, createdAt, publishedAt }) => ({
    key,
    version,
    ...rest,
    ...(where === undefined ? {} : { where: { ...where } }),
    status: underWay.has(backfillKeyOf(key)) ? 'sorting' : 'ready',
    createdAt: createdAt?.toISOString() ?? '',
    publishedAt: publishedAt?.toISOString() ?? '',
  }))
}

export const computedTraitRoutes = (deps: ProfileDeps): readonly Route[] => definitionRoutes(computedTrait, deps)
