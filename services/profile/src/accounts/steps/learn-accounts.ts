import type { Tx } from '@polyphon/service-kit'
import { composed, type Fault } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { LARGEST_ACCOUNT_TRAITS, learnAccount, reviseAccount } from '../domain/account.js'
import { readAccountKey } from '../domain/account-key.js'
import { lockAccounts } from '../store/accounts.js'
import { saveRevised } from './save-revised.js'

const TOO_LARGE: Fault = {
  pointer: '/traits',
  code: 'account_traits_too_large',
  detail: `With these traits the account would have more than ${LARGEST_ACCOUNT_TRAITS} characters of them; they were left out.`,
}
type GroupCall = Pick<TimedEvent, 'messageId' | 'kind' | 'groupId' | 'traits' | 'occurredAt'>

/**
 * Takes in what group calls state of accounts, each trait by the newest of them, and makes those that there are not yet. Nobody
 * loses an event by it: what could not be taken is answered as warnings, by messageId.
 */
export async function learnAccounts(
  tx: Tx,
  events: readonly GroupCall[],
): Promise<ReadonlyMap<string, readonly Fault[]>> {
  const warnings = new Map<string, readonly Fault[]>()
  const calls = events.flatMap(({ messageId, kind, groupId, traits, occurredAt }) => {
    if (kind !== 'group' || groupId === null) return []
    const named = readAccountKey(groupId)
    if ('key' in named) return [{ messageId, accountKey: named.key, traits: composed(traits ?? {}), occurredAt }]
    warnings.set(messageId, [named.fault])
    return []
  })
  const before = await lockAccounts(
    tx,
    calls.map(({ accountKey }) => accountKey),
  )
  const after = new Map(before)
  for (const { messageId, accountKey, traits, occurredAt } of calls) {
    const known = after.get(accountKey)
    if (known === undefined) throw new Error('An account was locked that is not there.')
    const learned = learnAccount(known, traits, occurredAt)
    if (learned === null) warnings.set(messageId, [TOO_LARGE])
    else after.set(accountKey, learned)
  }
  const revised = [...before].map(([key, account]) => reviseAccount(account, after.get(key) ?? account, tx.now))
  await saveRevised(tx, revised)
  return warnings
}
