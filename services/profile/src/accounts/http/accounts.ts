import { jsonObject } from '@polyphon/contracts'
import { etagOf, listOf, type Route, route } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { putAccount } from '../commands/put-account.js'
import type { Account } from '../domain/account.js'
import { getAccount } from '../queries/get-account.js'
import { accountList, listAccounts } from '../queries/list-accounts.js'
import { AccountKey } from './account-key.js'

const AccountBody = z.strictObject({
  traits: jsonObject('Traits by name; null removes one.').default({}),
  parent: AccountKey.nullable().optional().describe('The account that it belongs to; null: none'),
})

const AccountView = z
  .object({
    accountKey: z.string(),
    version: z.int().describe('Also the ETag; grows with every change'),
    traits: jsonObject('Traits by name.'),
    parent: z.string().nullable(),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Account' })

const toView = ({ accountKey, version, traits, parent, createdAt, updatedAt }: Account) => ({
  accountKey,
  version,
  traits,
  parent,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
const answerOf = (account: Account) => ({ body: toView(account), headers: { etag: etagOf(account.version) } })

const tag = 'accounts'
const params = z.object({ accountKey: AccountKey })
const access = (right: 'read' | 'write') => ({ who: 'key', scope: `profile:${right}`, staff: 'people' }) as const

/** Companies, households and other groups of people. */
export const accountRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'putAccount',
    etag: true,
    method: 'put',
    path: '/v1/accounts/:accountKey',
    summary: 'Make an account or add to one',
    description:
      'What is not named stays; null removes a trait or the parent. Group calls make and change accounts too: of each trait the newest value counts, by the time of the event or of this request. 422 `account_circle` for a parent that stands below the account.',
    tag,
    access: access('write'),
    ifMatch: 'optional',
    params,
    body: AccountBody,
    responses: { 200: AccountView, 201: AccountView },
    example: { traits: { name: 'Weiß & Söhne GmbH', seats: 12, plan: 'plus' } },
    handle: async (tx, { params: { accountKey }, body: { traits, parent }, ifMatch }) => {
      const { account, isNew } = await putAccount(tx, { accountKey, traits, parent, ifMatch })
      return isNew ? { status: 201, ...answerOf(account) } : { status: 200, ...answerOf(account) }
    },
  }),
  route({
    operationId: 'getAccount',
    etag: true,
    method: 'get',
    path: '/v1/accounts/:accountKey',
    summary: 'An account as it is now',
    tag,
    access: access('read'),
    params,
    responses: { 200: AccountView },
    handle: async (tx, { params: { accountKey } }) => ({ status: 200, ...answerOf(await getAccount(tx, accountKey)) }),
  }),
  route({
    operationId: 'listAccounts',
    method: 'get',
    path: '/v1/accounts',
    summary: 'List accounts',
    tag,
    access: access('read'),
    query: accountList.query,
    responses: { 200: listOf(AccountView) },
    handle: async (tx, { query }) => ({ status: 200, body: await listAccounts(tx, query, toView) }),
  }),
]
