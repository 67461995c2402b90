import { Id, type Route, route } from '@polyphon/service-kit'
import { LONGEST_PERSON_TOKEN_SECONDS } from '@polyphon/service-kit/access'
import { LONGEST_VALUE, Moment, readPersonSubject, writePersonSubject } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { issuePersonToken } from '../commands/issue-person-token.js'

const ttlSeconds = z.int().min(60).max(LONGEST_PERSON_TOKEN_SECONDS).default(3_600)

const UserId = z
  .string()
  .min(1)
  .max(LONGEST_VALUE)
  .refine((userId) => readPersonSubject(writePersonSubject({ userId })) !== null, 'cannot be the name of a user')

const PersonToken = z.object({ token: z.string(), expiresAt: Moment }).meta({ id: 'PersonToken' })

const PersonTokenRequest = z
  .strictObject({
    profileId: Id.optional(),
    userId: UserId.optional().describe('The id that your own backend knows; need not be known yet'),
    ttlSeconds,
  })
  .refine(({ profileId, userId }) => (profileId === undefined) !== (userId === undefined), {
    message: 'must name either profileId or userId',
    path: ['profileId'],
  })

export const personTokenRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'issuePersonToken',
    method: 'post',
    path: '/v1/person-tokens',
    summary: 'Issue a token with which one person sees their own things',
    description: 'Sent as `Polyphon-Person` beside a publishable key. Your own backend may sign such tokens too.',
    tag: 'person tokens',
    access: { who: 'key', scope: 'profile:impersonate', staff: 'nobody' },
    secretAnswer: true,
    body: PersonTokenRequest,
    responses: { 201: PersonToken },
    example: { userId: 'c-1042', ttlSeconds: 3_600 },
    handle: async (tx, { body }) => {
      const subject = body.profileId === undefined ? { userId: body.userId ?? '' } : { profileId: body.profileId }
      const { token, expiresAt } = await issuePersonToken(
        tx,
        { subject, ttlSeconds: body.ttlSeconds },
        deps.tools.keyring,
      )
      return { status: 201, body: { token, expiresAt: expiresAt.toISOString() } }
    },
  }),
]
