import { Id, listOf, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier } from '../../people/http/identifier.js'
import { MOST_AT_ONCE, releaseSharedIdentifier } from '../commands/release-shared-identifier.js'
import {
  listSharedIdentifiers,
  MOST_NAMED,
  type SharedIdentifier,
  sharedIdentifierList,
} from '../queries/list-shared-identifiers.js'

const tag = 'profiles'

const SharedIdentifierView = z
  .object({
    type: z.string(),
    value: z.string(),
    profileIds: z.array(z.string()).describe(`Who has it, at most ${MOST_NAMED}`),
    isMore: z.boolean().describe('Whether more people have it: `findProfiles` lists them all'),
    anonymousId: z
      .string()
      .nullable()
      .describe('The anonymous person who has the events that name nothing else; null while there were none'),
  })
  .meta({ id: 'SharedIdentifier' })

const toSharedIdentifierView = ({ profileIds, ...shared }: SharedIdentifier) => ({
  ...shared,
  profileIds: [...profileIds],
})

const Released = z
  .object({
    type: z.string(),
    value: z.string().describe('In its normal form'),
    profileId: z.string().nullable().describe('Whom it leads to now; null for nobody'),
    people: z.int().describe('How many people have lost it'),
    isMore: z.boolean().describe('Whether others have it still: it is shared until it is released once more'),
  })
  .meta({ id: 'ReleasedIdentifier' })

/** Identifiers that several people use, who are not the same: a till, a family's telephone. */
export const sharedIdentifierRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'listSharedIdentifiers',
    method: 'get',
    path: '/v1/shared-identifiers',
    summary: 'Identifiers that several people share, and that join nobody',
    description:
      'What two people with a `user_id` each have used is shared, and what has led to six e-mail addresses or telephone numbers within 30 days without a `user_id`.',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'people' },
    query: sharedIdentifierList.query,
    responses: { 200: listOf(SharedIdentifierView) },
    handle: async (tx, { query }) => ({
      status: 200,
      body: await listSharedIdentifiers(tx, query, toSharedIdentifierView),
    }),
  }),
  route({
    operationId: 'releaseSharedIdentifier',
    method: 'post',
    path: '/v1/shared-identifiers/release',
    summary: 'End that an identifier is shared: it is one person’s, or nobody’s',
    description: `With \`profileId\` it leads to this person from now on; without, the next event that names it says whose it is. Everybody else loses it, ${MOST_AT_ONCE} people at most in one call: while \`isMore\` it stays shared, and the same call goes on. What happened stays with whom it happened to; \`mergeProfiles\` joins the anonymous person to somebody. Once it is used by several people again, it is shared again.`,
    tag,
    access: { who: 'key', scope: 'profile:write', staff: 'oversight' },
    body: z.strictObject({
      identifier: Identifier.describe('In any spelling'),
      profileId: Id.optional().describe('Who has it from now on, by any id that they ever had'),
      reason: z.string().min(1).max(1_000).describe('Why; kept in the ledger of identities'),
    }),
    problems: [404, 409, 422],
    responses: { 200: Released },
    example: {
      identifier: { type: 'phone', value: '+49 30 901820' },
      reason: 'The office has moved: the number is somebody else’s now',
    },
    handle: async (tx, { id, body: { profileId = null, ...body } }) => ({
      status: 200,
      body: await releaseSharedIdentifier(tx, { ...body, profileId, because: id }),
    }),
  }),
]
