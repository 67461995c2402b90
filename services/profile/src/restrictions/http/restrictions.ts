import { Id, type Route, route } from '@polyphon/service-kit'
import { Moment, SERVICES } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { putRestriction } from '../commands/put-restriction.js'
import type { Restriction } from '../domain/restriction.js'
import { getRestriction } from '../queries/get-restriction.js'

const RestrictionView = z
  .object({
    profileId: z.string(),
    restricted: z.boolean().describe('Whether what is known of the person is only kept'),
    requestId: z.string().optional().describe('Of the last change; absent where there was none'),
    state: z.enum(['running', 'succeeded']).describe('`succeeded` once all five services have confirmed'),
    reason: z.string().optional(),
    requestedAt: Moment.optional(),
    confirmations: z
      .array(z.object({ service: z.enum(SERVICES), at: Moment }))
      .describe('Services that obey; all of them once it has succeeded'),
  })
  .meta({ id: 'Restriction' })

function toView({ profileId, restricted, requestId, reason, requestedAt, receipts }: Restriction) {
  const confirmations = SERVICES.flatMap((service) => {
    const at = receipts[service]
    return at === undefined ? [] : [{ service, at }]
  })
  return {
    profileId,
    restricted,
    requestId,
    state: confirmations.length === SERVICES.length ? ('succeeded' as const) : ('running' as const),
    ...(reason === null ? {} : { reason }),
    requestedAt: requestedAt.toISOString(),
    confirmations,
  }
}

const neverRestricted = (profileId: string) => ({
  profileId,
  restricted: false,
  state: 'succeeded' as const,
  confirmations: [],
})

const shared = {
  path: '/v1/privacy/restrictions/:profileId',
  tag: 'privacy',
  params: z.object({ profileId: Id }),
} as const
const access = (right: 'read' | 'write') =>
  ({ who: 'key', scope: `profile:${right}`, staff: 'administration' }) as const

/** The right that data is kept and not used. */
export const restrictionRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    ...shared,
    operationId: 'putRestriction',
    method: 'put',
    access: access('write'),
    summary: 'Have what is known of a person kept and not used (Art. 18 GDPR)',
    description:
      'From the answer on the person is in no segment, and contexts say nothing of them. Within seconds messaging sends them nothing (`restricted`), journeys take them into nothing and their runs stand still, nobody is asked for feedback, and no figure counts them. What comes is still kept. Asked again, it answers how far that is.',
    body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional().describe('Why, for the record') }),
    responses: { 202: RestrictionView },
    example: { reason: 'The person contests that the address is right' },
    handle: async (tx, { params: { profileId }, body: { reason = null } }) => {
      const restriction = await putRestriction(tx, { profileId, restricted: true, reason })
      return { status: 202, body: restriction === null ? neverRestricted(profileId) : toView(restriction) }
    },
  }),
  route({
    ...shared,
    operationId: 'getRestriction',
    method: 'get',
    access: access('read'),
    summary: 'Whether what is known of a person is only kept, and which services obey',
    responses: { 200: RestrictionView },
    handle: async (tx, { params: { profileId } }) => ({
      status: 200,
      body: toView(await getRestriction(tx, profileId)),
    }),
  }),
  route({
    ...shared,
    operationId: 'removeRestriction',
    method: 'delete',
    access: access('write'),
    summary: 'Let what is known of a person be used again',
    description: 'Segments are judged anew, runs go on: what was due meanwhile is due now.',
    responses: { 202: RestrictionView },
    handle: async (tx, { params: { profileId } }) => {
      const restriction = await putRestriction(tx, { profileId, restricted: false, reason: null })
      return { status: 202, body: restriction === null ? neverRestricted(profileId) : toView(restriction) }
    },
  }),
]
