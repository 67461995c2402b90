import { etagOf, Id, type Route, route } from '@polyphon/service-kit'
import { briefListOf, LINES_TEXT } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { findProfiles, profileList } from '../queries/find-profiles.js'
import { getProfile } from '../queries/get-profile.js'
import { ProfileView, toProfileView } from './profile-view.js'

const access = { who: 'key', scope: 'profile:read', staff: 'people' } as const
const tag = 'profiles'

const ProfileList = briefListOf(ProfileView, ['traits'])

export const profileRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'findProfiles',
    method: 'get',
    path: '/v1/profiles',
    summary: 'Find people by an identifier or a segment',
    description: `The identifier is normalised as on the way in, so that any spelling of an address finds its owner. ${LINES_TEXT} Who was merged has a line with \`removed\` and \`canonicalId\`.`,
    tag,
    access,
    query: profileList.query,
    responses: { 200: ProfileList },
    handle: (tx, request) => findProfiles(tx, request, { db: deps.db, schema: ProfileList, show: toProfileView }),
  }),
  route({
    operationId: 'getProfile',
    etag: true,
    method: 'get',
    path: '/v1/profiles/:profileId',
    summary: 'A person, by any id they ever had',
    description: 'The id of somebody who was merged answers the survivor; `canonicalId` is the id to use from now on.',
    tag,
    access,
    params: z.object({ profileId: Id }),
    responses: { 200: ProfileView },
    handle: async (tx, { params }) => {
      const profile = await getProfile(tx, params.profileId)
      return { status: 200, body: toProfileView(profile), headers: { etag: etagOf(profile.revision) } }
    },
  }),
]
