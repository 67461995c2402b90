import { type Route, route } from '@polyphon/service-kit'
import { briefListOf, LINES_TEXT } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier } from '../../people/http/identifier.js'
import { findProfiles, profileList } from '../queries/find-profiles.js'
import { type Lookup, lookupProfiles, MOST_OF_ONE } from '../queries/lookup-profiles.js'
import { ProfileView, toProfileView } from './profile-view.js'

const access = { who: 'key', scope: 'profile:read', staff: 'people' } as const
const tag = 'profiles'

const LookedUp = z.strictObject({
  identifiers: z.array(Identifier).min(1).max(100),
})

const ProfileLookup = z
  .object({
    items: z.array(
      z.object({
        type: z.string(),
        value: z.string().describe('As it was sent'),
        profiles: z.array(ProfileView).describe(`Who carries it, at most ${MOST_OF_ONE}; empty where nobody does`),
        isMore: z.boolean().describe('Whether more people carry it: `findProfiles` lists them all'),
      }),
    ),
  })
  .meta({ id: 'ProfileLookup' })

const toLookupView = ({ type, value, profiles, isMore }: Lookup) => ({
  type,
  value,
  profiles: profiles.map(toProfileView),
  isMore,
})

const ProfileList = briefListOf(ProfileView, ['traits'])

export const profileRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'findProfiles',
    method: 'get',
    path: '/v1/profiles',
    summary: 'Find people by an identifier or a segment',
    description: `The identifier is normalised as on the way in, so that any spelling of an address finds its owner. ${LINES_TEXT} Who was merged has a line with \`removed\` and \`canonicalId\`, who was erased one with \`removed\` alone.`,
    tag,
    access,
    query: profileList.query,
    responses: { 200: ProfileList },
    handle: (tx, request) => findProfiles(tx, request, { db: deps.db, schema: ProfileList, show: toProfileView }),
  }),
  route({
    operationId: 'lookupProfiles',
    method: 'post',
    path: '/v1/profiles/lookup',
    summary: 'Find people by identifiers that stand in no address',
    description:
      'Answers each identifier in its order, with who carries it. Each is normalised as on the way in, so that any spelling of an address finds its owner; what can be no identifier is nobody’s. Addresses that only a publishable key has named are not matched. Nothing is stored.',
    tag,
    access,
    idempotencyKey: 'none',
    body: LookedUp,
    responses: { 200: ProfileLookup },
    example: { identifiers: [{ type: 'email', value: 'jane@example.org' }] },
    handle: async (tx, { body }) => ({
      status: 200,
      body: { items: (await lookupProfiles(tx, body.identifiers)).map(toLookupView) },
    }),
  }),
]
