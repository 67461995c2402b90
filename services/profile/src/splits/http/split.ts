import { jsonObject } from '@polyphon/contracts'
import { Id, type Route, route, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { type Profile, traitsOf } from '../../people/domain/profile.js'
import { Identifier } from '../../people/http/identifier.js'
import { type SplitInput, type SplitPeople, splitProfile } from '../commands/split-profile.js'

const Part = z.object({
  identifiers: z.array(z.object({ type: z.string(), value: z.string() })),
  traits: jsonObject('Traits by name.'),
  segments: z.array(z.string()),
  absorbedIds: z.array(z.string()),
})

const SplitView = z
  .object({
    dryRun: z.boolean(),
    survivorId: z.string().describe('The id that the person keeps'),
    newId: z
      .string()
      .describe(
        'Whoever was split off: the id that they had before a merge, or a new one (another one at each dry run)',
      ),
    moved: z.object({
      events: z.int().describe('Events of whoever was split off'),
      traits: z.int().describe('Traits that they have'),
      segments: z.int().describe('Segments that they are in'),
    }),
    unexplained: z.int().describe('Traits that neither an event nor a request explains any more: they stay'),
    survivor: Part.describe('Who keeps the id, as they are then'),
    new: Part.describe('Who was split off, as they are then'),
  })
  .meta({ id: 'Split' })

const partOf = (profile: Profile): z.input<typeof Part> => ({
  identifiers: profile.identifiers.map(({ type, value }) => ({ type, value })),
  traits: traitsOf(profile),
  segments: [...profile.segments],
  absorbedIds: [...profile.absorbedIds],
})

const toView = ({ survivor, fresh, events, unexplained }: SplitPeople, dryRun: boolean): z.input<typeof SplitView> => ({
  dryRun,
  survivorId: survivor.profileId,
  newId: fresh.profileId,
  moved: { events, traits: Object.keys(traitsOf(fresh)).length, segments: fresh.segments.length },
  unexplained,
  survivor: partOf(survivor),
  new: partOf(fresh),
})

/** Carries what a dry run has found out of the savepoint that takes it back. */
class DryRun extends Error {
  override readonly name = 'DryRun'
  readonly found: SplitPeople

  constructor(found: SplitPeople) {
    super('A dry run changes nothing.')
    this.found = found
  }
}

async function tryOut(tx: Tx, input: SplitInput): Promise<SplitPeople> {
  try {
    return await tx.savepoint(async () => {
      throw new DryRun(await splitProfile(tx, input))
    })
  } catch (error) {
    if (error instanceof DryRun) return error.found
    throw error
  }
}

/** What was taken for one person is two. */
export const splitRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'splitProfile',
    method: 'post',
    path: '/v1/profiles/:profileId/split',
    summary: 'Split somebody off who was taken for the same person',
    description:
      'Names identifiers that are somebody else’s. One that a merge has brought goes with all that the merge has brought, under the id that it had; any other goes alone, and what its events say goes with it. Where all that the person had of their own is named, whoever was merged into them is split off instead. Events, traits, consents and segments of both are those that each would have had. With `dryRun` it answers what would be, and changes nothing. Events that name both are those of the one whom their foremost identifier belongs to; a later event that names both joins them again.',
    tag: 'profiles',
    access: { who: 'key', scope: 'profile:write', staff: 'oversight' },
    params: z.object({ profileId: Id }),
    query: z.strictObject({ dryRun: z.enum(['true', 'false']).default('false').describe('Only say what would be') }),
    body: z.strictObject({ identifiers: z.array(Identifier).min(1).max(100), reason: z.string().min(1).max(1_000) }),
    responses: { 200: SplitView },
    example: {
      identifiers: [{ type: 'email', value: 'jonas@example.org' }],
      reason: 'Called us: the address is her husband’s',
    },
    handle: async (tx, { id, params, query, body }) => {
      const dryRun = query.dryRun === 'true'
      const input = { ...params, ...body, because: id }
      return { status: 200, body: toView(dryRun ? await tryOut(tx, input) : await splitProfile(tx, input), dryRun) }
    },
  }),
]
