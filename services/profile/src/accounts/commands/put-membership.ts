import { AppError, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { ChangedMeanwhile } from '../../people/steps/lock-graph.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { lockProfiles } from '../../people/store/profiles.js'
import { readCanonicalId } from '../../people/store/subjects.js'
import { type Period, shownPeriod } from '../domain/membership.js'
import { getAccount } from '../queries/get-account.js'
import { saveMembership } from '../steps/save-membership.js'
import { insertStatements, type NewStatement } from '../store/memberships.js'

export interface MembershipPut {
  readonly accountKey: string
  /** Any id that the person has or had. */
  readonly profileId: string
  readonly roles: readonly string[]
  /** From now on where nothing is said. */
  readonly validFrom: Date | undefined
  /** Until something else is said where nothing is. */
  readonly validTo: Date | undefined
}

/** What somebody is in one account, with all that they were and will be. */
export interface MemberOf {
  readonly accountKey: string
  readonly profileId: string
  /** The one that holds, else the next one, else the last. */
  readonly period: Period
  readonly periods: readonly Period[]
}

/**
 * States what somebody is in an account for a time; of a time of which several statements speak the latest holds, and what
 * they were before and after stays. Throws `account_unknown`, `profile_unknown` (404), and 422 `membership_ends_too_early`.
 */
export async function putMembership(tx: Tx, put: MembershipPut): Promise<MemberOf> {
  const from = put.validFrom ?? tx.now
  const to = put.validTo ?? null
  if (to !== null && to <= from) throw endsTooEarly('/body/validTo')
  const person = await lockMember(tx, put)
  const { accountKey, profileId, roles } = put
  const statement = { accountKey, profileId, kind: 'put', roles: [...new Set(roles)], from, to, at: tx.now } as const
  const periods = await stateMembership(tx, person, { ...statement, messageId: null })
  const period = shownPeriod(periods, tx.now)
  if (period === null) throw new Error('What was stated of a membership left nothing of it.')
  return { accountKey, profileId: person.profileId, period, periods }
}

const endsTooEarly = (pointer: string): AppError => {
  const detail = 'A membership ends after it has begun.'
  return new AppError('unprocessable', 'membership_ends_too_early', detail, {
    faults: [{ pointer, code: 'membership_ends_too_early', detail }],
  })
}

/** Holds somebody for a statement about them and an account that is there. */
export async function lockMember(
  tx: Tx,
  { accountKey, profileId: givenId }: Pick<MembershipPut, 'accountKey' | 'profileId'>,
): Promise<Profile> {
  await getAccount(tx, accountKey)
  const profileId = await readCanonicalId(tx, givenId)
  if (profileId === null) throw profileUnknown()
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person === undefined) throw new ChangedMeanwhile('The person was merged while this transaction waited for them.')
  return person
}

/** Adds a statement and makes hold what follows from it. Answers the periods of its account. */
export async function stateMembership(tx: Tx, person: Profile, statement: NewStatement): Promise<readonly Period[]> {
  const { accountKey } = statement
  await insertStatements(tx, [statement])
  const now = await saveMembership(tx, person, { accountKeys: [accountKey], because: `account:${accountKey}` })
  return now.periods.get(accountKey) ?? []
}
