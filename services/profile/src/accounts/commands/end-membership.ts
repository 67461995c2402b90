import { AppError, type Tx } from '@polyphon/service-kit'
import { foldPeriods } from '../domain/membership.js'
import { readStatements } from '../store/memberships.js'
import { lockMember, type MembershipPut, stateMembership } from './put-membership.js'

/**
 * Ends what somebody is in an account, and takes back what was still to begin; what they were stays. Of whoever has left
 * already nothing changes. Throws 404 `account_unknown`, `profile_unknown`, and `membership_unknown` for whoever never was in it.
 */
export async function endMembership(
  tx: Tx,
  { accountKey, profileId }: Pick<MembershipPut, 'accountKey' | 'profileId'>,
): Promise<void> {
  const person = await lockMember(tx, { accountKey, profileId })
  const statements = await readStatements(tx, [person.profileId, ...person.absorbedIds], [accountKey])
  if (statements.length === 0)
    throw new AppError('missing', 'membership_unknown', 'This person was never in the account.')
  if (foldPeriods(statements).every(({ to }) => to !== null && to <= tx.now)) return
  const end = { kind: 'end', roles: [], from: tx.now, to: null, at: tx.now, messageId: null } as const
  await stateMembership(tx, person, { accountKey, profileId, ...end })
}
