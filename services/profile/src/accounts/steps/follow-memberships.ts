import type { Tx } from '@polyphon/service-kit'
import type { PersonChange } from '../../people/domain/person-change.js'
import { isSame } from '../../people/domain/traits.js'
import { readAccountKey } from '../domain/account-key.js'
import { type FoldedMember, foldMemberships, type GroupCall } from './fold-memberships.js'

/**
 * Makes people members of the accounts that their group calls name, and works out anew what those are who turned out to be
 * somebody else too, or not. Answers the changes with what they are now.
 */
export async function followMemberships(tx: Tx, changes: readonly PersonChange[]): Promise<readonly PersonChange[]> {
  const members = changes.flatMap(memberOf)
  if (members.length === 0) return changes
  const folded = await foldMemberships(tx, members)
  return changes.map((change) => {
    const accounts = folded.get(change.after.profileId)?.accounts
    if (accounts === undefined || isSame(accounts, change.after.accounts)) return change
    return { ...change, after: { ...change.after, accounts }, hasOtherAccounts: true }
  })
}

function memberOf({ before, after, absorptions, events, hasOtherPast }: PersonChange): readonly FoldedMember[] {
  const calls = events.flatMap(({ kind, groupId, occurredAt, messageId }): readonly GroupCall[] => {
    const named = kind === 'group' && groupId !== null ? readAccountKey(groupId) : null
    return named !== null && 'key' in named ? [{ accountKey: named.key, at: occurredAt, messageId }] : []
  })
  const isAnother = absorptions.length > 0 || hasOtherPast === true
  if (!isAnother && calls.length === 0) return []
  const accountKeys = isAnother ? null : [...new Set(calls.map(({ accountKey }) => accountKey))]
  return [{ person: after, accountKeys, calls, before: before?.accounts ?? [] }]
}
