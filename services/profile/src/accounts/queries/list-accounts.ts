import type { Tx } from '@polyphon/service-kit'
import { by, is, type ListQuery, list, type Page } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import type { Account } from '../domain/account.js'
import { LONGEST_ACCOUNT_KEY } from '../domain/account-key.js'
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from '../store/accounts.js'

/** Accounts, the newest first. */
export const accountList = list({
  name: 'accounts',
  filters: {
    parent: is('parent', z.string().min(1).max(LONGEST_ACCOUNT_KEY).describe('Those directly below this one')),
  },
  sorts: { createdAt: [by.time('created_at'), by.text('account_key')] },
  sort: '-createdAt',
})

export const listAccounts = <Item extends object>(
  tx: Tx,
  query: ListQuery,
  show: (account: Account) => Item,
): Promise<Page<Item>> =>
  accountList.page<AccountRow, Item>(tx, query, {
    columns: ACCOUNT_COLUMNS,
    from: 'account',
    show: (_tx, rows) => rows.map((row) => show(toAccount(row))),
  })
