import { jsonObject } from '@polyphon/contracts'
import { etagOf, Id, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import type { Profile } from '../../people/domain/profile.js'
import { Identifier, identifierFields } from '../../people/http/identifier.js'
import { mergeProfiles } from '../commands/merge-profiles.js'
import { putProfile } from '../commands/put-profile.js'
import { updateProfile } from '../commands/update-profile.js'
import { ProfileView, toProfileView } from './profile-view.js'

const access = { who: 'key', scope: 'profile:write', staff: 'people' } as const
const tag = 'profiles'

export const Traits = jsonObject('Traits by name; null removes one.')

const NewProfile = z.strictObject({
  traits: Traits.default({}),
  identifiers: z.array(Identifier).max(100).default([]).describe('Further identifiers of the same person'),
})

const answer = (profile: Profile) => ({
  body: toProfileView(profile),
  headers: { etag: etagOf(profile.revision) },
})

const mergeRoute = route({
  operationId: 'mergeProfiles',
  etag: true,
  method: 'post',
  path: '/v1/profiles/:survivorId/merge',
  summary: 'Merge somebody into somebody else',
  description: 'The absorbed id stays valid for ever and answers the survivor.',
  tag,
  access: { ...access, staff: 'oversight' },
  params: z.object({ survivorId: Id }),
  body: z.strictObject({ absorbedId: Id, reason: z.string().min(1).max(1_000) }),
  responses: { 200: ProfileView },
  example: { absorbedId: '019aa5c0-0000-7000-8000-000000000001', reason: 'Called us: both accounts are hers' },
  handle: async (tx, { id, params, body }) => {
    const profile = await mergeProfiles(tx, { ...params, ...body, because: id })
    return { status: 200, ...answer(profile) }
  },
})

export const profileChangeRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'putProfile',
    etag: true,
    method: 'put',
    path: '/v1/profiles/by/:type/:value',
    summary: 'Make a person or add to one, found by an identifier',
    description:
      'Traits that are not named stay. Identifiers of different people are refused with `identifiers_conflict`.',
    tag,
    access,
    ifMatch: 'optional',
    params: z.object(identifierFields),
    body: NewProfile,
    responses: { 200: ProfileView, 201: ProfileView },
    example: {
      traits: { firstName: 'Änne', plan: 'plus' },
      identifiers: [{ type: 'email', value: 'aenne@example.org' }],
    },
    handle: async (tx, { id, params, body, ifMatch }) => {
      const { profile, created } = await putProfile(tx, { identifier: params, ...body, because: id, ifMatch })
      return created ? { status: 201, ...answer(profile) } : { status: 200, ...answer(profile) }
    },
  }),
  route({
    operationId: 'updateProfile',
    etag: true,
    method: 'patch',
    path: '/v1/profiles/:profileId',
    summary: 'Change traits of a person',
    tag,
    access,
    ifMatch: 'required',
    params: z.object({ profileId: Id }),
    body: z.strictObject({ traits: Traits }),
    responses: { 200: ProfileView },
    example: { traits: { plan: 'plus', nickname: null } },
    handle: async (tx, { id, params, body, ifMatch }) => {
      const profile = await updateProfile(tx, { ...params, ...body, ifMatch, because: id })
      return { status: 200, ...answer(profile) }
    },
  }),
  mergeRoute,
]
