import { Id, listOf, type Route, route } from '@polyphon/service-kit'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { endMembership } from '../commands/end-membership.js'
import { type MemberOf, putMembership } from '../commands/put-membership.js'
import type { Period } from '../domain/membership.js'
import { accountMemberList, listAccountMembers } from '../queries/list-account-members.js'
import { AccountKey } from './account-key.js'

const Role = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Lower case letters, digits, - and _, at most 63.')
  .describe('`lead`, `customer`, `partner`, or one of your own')

const MembershipBody = z.strictObject({
  roles: z.array(Role).max(20).default([]).describe('All that the person is in the account in this time'),
  validFrom: Timestamp.optional().describe('From now on where it is not there'),
  validTo: Timestamp.optional().describe('Until when; without it until something else is said'),
})

const period = {
  roles: z.array(z.string()),
  validFrom: Moment,
  validTo: Moment.nullable().describe('Null where it has no end'),
}
const MemberView = z
  .object({ profileId: z.string(), ...period })
  .describe('The period that holds, else the next one, else the last')
  .meta({ id: 'AccountMember' })
const MembershipView = z
  .object({
    accountKey: z.string(),
    profileId: z.string(),
    ...period,
    periods: z.array(z.object(period)).describe('All that the person was, is and will be in the account, in order'),
  })
  .meta({ id: 'Membership' })

const toPeriodView = ({ roles, from, to }: Period) => ({
  roles: [...roles],
  validFrom: from.toISOString(),
  validTo: to?.toISOString() ?? null,
})
const toView = ({ accountKey, profileId, period: shown, periods }: MemberOf) => ({
  accountKey,
  profileId,
  ...toPeriodView(shown),
  periods: periods.map(toPeriodView),
})

const tag = 'accounts'
const params = z.object({ accountKey: AccountKey, profileId: Id })
const access = (right: 'read' | 'write') => ({ who: 'key', scope: `profile:${right}`, staff: 'people' }) as const

/** Who belongs to accounts, and as what. */
export const membershipRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'putMembership',
    method: 'put',
    path: '/v1/accounts/:accountKey/members/:profileId',
    summary: 'Say what a person is in an account',
    description:
      'In the time from `validFrom` to `validTo`; what they were before and after stays. Of a time of which two requests speak the latest counts. Group calls make people members too, where they are none, with no role.',
    tag,
    access: access('write'),
    params,
    body: MembershipBody,
    responses: { 200: MembershipView },
    example: { roles: ['customer'], validFrom: '2026-01-01T00:00:00+01:00' },
    handle: async (tx, { params: who, body: { roles, validFrom, validTo } }) => ({
      status: 200,
      body: toView(await putMembership(tx, { ...who, roles, validFrom, validTo })),
    }),
  }),
  route({
    operationId: 'endMembership',
    method: 'delete',
    path: '/v1/accounts/:accountKey/members/:profileId',
    summary: 'A person leaves an account',
    description:
      'From now on; what was still to begin is taken back, and what they were stays known. Whoever has left already stays as they are.',
    tag,
    access: access('write'),
    params,
    responses: { 204: z.null() },
    handle: async (tx, { params: who }) => {
      await endMembership(tx, who)
      return { status: 204, body: null }
    },
  }),
  route({
    operationId: 'listAccountMembers',
    method: 'get',
    path: '/v1/accounts/:accountKey/members',
    summary: 'Who is, was or will be in an account, by profile id',
    tag,
    access: access('read'),
    params: z.object({ accountKey: AccountKey }),
    query: accountMemberList.query,
    responses: { 200: listOf(MemberView) },
    handle: async (tx, { params: { accountKey }, query }) => ({
      status: 200,
      body: await listAccountMembers(tx, query, accountKey),
    }),
  }),
]
