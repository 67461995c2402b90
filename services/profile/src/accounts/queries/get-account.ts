import { AppError, type Tx } from '@polyphon/service-kit'
import type { Account } from '../domain/account.js'
import { readAccount } from '../store/accounts.js'

/** An account as it is now. Throws `account_unknown` (404). */
export async function getAccount(tx: Tx, accountKey: string): Promise<Account> {
  const account = await readAccount(tx, accountKey)
  if (account === null) throw new AppError('missing', 'account_unknown', 'There is no such account.')
  return account
}
