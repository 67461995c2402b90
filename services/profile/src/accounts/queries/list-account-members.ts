import type { Tx } from '@polyphon/service-kit'
import { by, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { getAccount } from './get-account.js'

/** Who is, was or will be in an account. */
export const accountMemberList = list({
  name: 'account-members',
  filters: {
    role: where(
      z
        .string()
        .min(1)
        .max(63)
        .describe(
          'Those with this role in the period that is shown: the one that holds, else the next one, else the last',
        ),
      (value) => `${value} = any (roles)`,
    ),
    state: where(
      z
        .enum(['current', 'coming', 'ended'])
        .describe('Those who are in it now, those who will be, or those who have left'),
      (value) => {
        const now = `(${value}::json ->> 'now')::timestamptz`
        return `case when valid_to <= ${now} then 'ended' when valid_from > ${now} then 'coming' else 'current' end
                = ${value}::json ->> 'state'`
      },
      (tx, state) => JSON.stringify({ state, now: tx.now }),
    ),
  },
  sorts: { profileId: [by.id('profile_id')] },
  sort: 'profileId',
})

interface MemberRow {
  profile_id: string
  roles: string[]
  valid_from: Date
  valid_to: Date | null
}

export interface ListedMember {
  readonly profileId: string
  readonly roles: string[]
  readonly validFrom: string
  readonly validTo: string | null
}

/** Throws `account_unknown` (404). */
export async function listAccountMembers(tx: Tx, query: ListQuery, accountKey: string): Promise<Page<ListedMember>> {
  await getAccount(tx, accountKey)
  return accountMemberList.page<MemberRow, ListedMember>(tx, query, {
    columns: 'profile_id, roles, valid_from, valid_to',
    from: 'account_member',
    within: { account_key: accountKey },
    show: (_tx, rows) =>
      rows.map((row) => ({
        profileId: row.profile_id,
        roles: row.roles,
        validFrom: row.valid_from.toISOString(),
        validTo: row.valid_to?.toISOString() ?? null,
      })),
  })
}
