import { accountChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { RevisedAccount } from '../domain/account.js'
import { saveAccounts } from '../store/accounts.js'
import { walkMembers } from './account-walk.js'

/** Stores accounts that are locked, and appends those of which others see anything new. */
export async function saveRevised(tx: Tx, revised: readonly RevisedAccount[]): Promise<void> {
  await saveAccounts(
    tx,
    revised.filter(({ isSaved }) => isSaved).map(({ account }) => account),
  )
  // An account that is new has no members yet.
  const walked = revised.filter(({ account, isChanged }) => isChanged && account.version > 1)
  await walkMembers(
    tx,
    walked.map(({ account }) => account.accountKey),
  )
  for (const { account, isChanged } of revised) {
    if (!isChanged) continue
    const { accountKey, traits, parent } = account
    outbox.append(tx, accountChanged, { accountKey, traits, ...(parent === null ? {} : { parent }) })
  }
}
