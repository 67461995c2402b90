import type { JsonObject } from '@polyphon/contracts'
import { AppError, type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { lockWorkspace } from '@polyphon/service-kit/access'
import { composed } from '@polyphon/values'
import {
  type Account,
  decideAbove,
  LARGEST_ACCOUNT_TRAITS,
  learnAccount,
  MOST_LEVELS,
  reviseAccount,
} from '../domain/account.js'
import { saveRevised } from '../steps/save-revised.js'
import { countLevelsBelow, lockAccounts, readUpwards } from '../store/accounts.js'

export interface AccountPut {
  readonly accountKey: string
  /** Null removes a trait; what is not named stays. */
  readonly traits: JsonObject
  /** Null: it stands below none. Undefined: that stays as it is. */
  readonly parent: string | null | undefined
  readonly ifMatch: IfMatch
}

/**
 * Makes an account or adds to one. Throws 412 for another version, and 422 `account_traits_too_large`, `account_unknown`,
 * `account_circle` and `accounts_too_deep`.
 */
export async function putAccount(
  tx: Tx,
  put: AccountPut,
): Promise<{ readonly account: Account; readonly isNew: boolean }> {
  const { accountKey, parent } = put
  // Whoever moves accounts does so one after the other: two that are each put below the other would make a circle.
  if (typeof parent === 'string') await lockWorkspace(tx)
  const before = (await lockAccounts(tx, [accountKey])).get(accountKey)
  if (before === undefined) throw new Error('An account was locked that is not there.')
  const isNew = before.version === 0
  requireVersion(put.ifMatch, isNew ? null : before.version)
  if (typeof parent === 'string' && parent !== before.parent) await refuseParent(tx, accountKey, parent)
  const learned = learnAccount(before, composed(put.traits), tx.now)
  if (learned === null)
    throw refused(
      '/body/traits',
      'account_traits_too_large',
      `All traits of an account have at most ${LARGEST_ACCOUNT_TRAITS} characters.`,
    )
  const revised = reviseAccount(before, parent === undefined ? learned : { ...learned, parent }, tx.now)
  await saveRevised(tx, [revised])
  return { account: revised.account, isNew }
}

async function refuseParent(tx: Tx, accountKey: string, parent: string): Promise<void> {
  const above = await readUpwards(tx, parent)
  if (above.length === 0) throw refused('/body/parent', 'account_unknown', 'There is no such account.')
  const fault = decideAbove(accountKey, { above, levelsBelow: await countLevelsBelow(tx, accountKey) })
  if (fault === 'circle') throw refused('/body/parent', 'account_circle', 'The account would stand below itself.')
  if (fault === 'too_deep')
    throw refused(
      '/body/parent',
      'accounts_too_deep',
      `At most ${MOST_LEVELS} accounts stand above one, also above those below this one.`,
    )
}

const refused = (pointer: string, code: string, detail: string): AppError =>
  new AppError('unprocessable', code, detail, { faults: [{ pointer, code, detail }] })
