import { etagOf, Id, type Route, route } from '@polyphon/service-kit'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { requireAssigned } from '../../people/steps/require-assigned.js'
import { ProfileView, toProfileView } from '../../profiles/http/profile-view.js'
import { getProfile } from '../../profiles/queries/get-profile.js'
import { type ProfileThen, profileAt } from '../steps/profile-at.js'

const toThenView = (
  { profile, canonicalId, completeSince, unexplained, leftOut }: ProfileThen,
  at: Date,
): z.input<typeof ProfileView> => ({
  ...toProfileView(profile),
  canonicalId,
  asOf: {
    at: at.toISOString(),
    completeSince: completeSince?.toISOString() ?? null,
    unexplained: [...unexplained],
    leftOut: [...leftOut],
  },
})

export const profileRoute = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'getProfile',
    etag: true,
    method: 'get',
    path: '/v1/profiles/:profileId',
    summary: 'A person, by any id they ever had, as they are or as they were known',
    description:
      'The id of somebody who was merged answers the survivor; `canonicalId` is the id to use from now on. With `at` they are as they were known then, `asOf` says how far that is known: whoever was merged later is somebody of their own then, and who was split off later has been so always. `revision` and `restricted` are those of now. Identifiers are those that they still have; nobody is shown by one that was taken from them.',
    tag: 'profiles',
    access: { who: 'key', scope: 'profile:read', staff: 'people', remit: 'assigned' },
    params: z.object({ profileId: Id }),
    query: z.strictObject({
      at: Timestamp.optional().describe(
        'What was known at this moment, to the millisecond; the present unless said. 404 where nobody was known by the id then',
      ),
    }),
    responses: { 200: ProfileView },
    handle: async (tx, { params: { profileId }, query: { at }, remit }) => {
      await requireAssigned(tx, profileId, remit)
      if (at === undefined) {
        const profile = await getProfile(tx, profileId)
        return { status: 200, body: toProfileView(profile), headers: { etag: etagOf(profile.revision) } }
      }
      const then = await profileAt(tx, { profileId, at, operator: deps.settings.RETENTION_DAYS })
      return { status: 200, body: toThenView(then, at), headers: { etag: etagOf(then.profile.revision) } }
    },
  }),
]
