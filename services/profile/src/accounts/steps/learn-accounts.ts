import type { Tx } from '@polyphon/service-kit'
import { composed, type Fault, isLonger } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { LARGEST_ACCOUNT_TRAITS, LONGEST_ACCOUNT_KEY, learnAccount, reviseAccount } from '../domain/account.js'
import { lockAccounts } from '../store/accounts.js'
import { saveRevised } from './save-revised.js'

const TOO_LARGE: Fault = {
  pointer: '/traits',
  code: 'account_traits_too_large',
  detail: `With these traits the account would have more than ${LARGEST_ACCOUNT_TRAITS} characters of them; they were left out.`,
}
const TOO_LONG: Fault = {
  pointer: '/groupId',
  code: 'account_key_too_long',
  detail: `The key of an account has at most ${LONGEST_ACCOUNT_KEY} characters: the event is kept, and no account was made.`,
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
    const accountKey = groupId.normalize()
    if (!isLonger(accountKey, LONGEST_ACCOUNT_KEY))
      return [{ messageId, accountKey, traits: composed(traits ?? {}), occurredAt }]
    warnings.set(messageId, [TOO_LONG])
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
