import { Id, type Route, route } from '@polyphon/service-kit'
import { LONGEST_STAFF_TOKEN_SECONDS } from '@polyphon/service-kit/access'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { issueStaffToken } from '../commands/issue-staff-token.js'

const StaffToken = z.object({ token: z.string(), expiresAt: Moment }).meta({ id: 'StaffToken' })

export const staffTokenRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'issueStaffToken',
    method: 'post',
    path: '/v1/staff-tokens',
    summary: 'Issue a token with which somebody of the firm calls',
    description:
      'For firms without an identity provider: whoever has logged them in gives it to them. Sent as `Authorization: Bearer` to every service; what it may do follows from their roles, as the directory knows them at each call. The first one may be known to the other services a moment later. Revoking the key that signs them (`listKeys`, the scope `staff:impersonate`) ends all.',
    tag: 'directory',
    access: { who: 'key', scope: 'staff:impersonate', staff: 'nobody' },
    secretAnswer: true,
    body: z.strictObject({
      staffId: Id,
      ttlSeconds: z.int().min(60).max(LONGEST_STAFF_TOKEN_SECONDS).default(3_600).describe('At most 12 hours'),
    }),
    responses: { 201: StaffToken },
    example: { staffId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a70', ttlSeconds: 28_800 },
    handle: async (tx, { body }) => {
      const { token, expiresAt } = await issueStaffToken(tx, body, deps.tools.keyring)
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 201, body: { token, expiresAt: expiresAt.toISOString() } }
    },
  }),
]
