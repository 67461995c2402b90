import type { JsonObject } from '@polyphon/contracts'
import { membershipChanged } from '@polyphon/contracts'
import { outbox, setTimersAtLatest, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import {
  foldPeriods,
  isMembership,
  type Membership,
  nextChange,
  type Period,
  periodAt,
  type Statement,
  shownOf,
  shownPeriod,
  toMembership,
} from '../domain/membership.js'
import { holdAccounts } from '../store/accounts.js'
import { byAccount, insertStatements, type NewStatement, readStatements, saveMembers } from '../store/memberships.js'
import { MEMBERSHIP_TIMER, membershipTimerOf } from './membership-timer.js'

/** A group call of somebody, which makes them a member of an account where they are none. */
export interface GroupCall {
  readonly accountKey: string
  readonly at: Date
  readonly messageId: string
}

/** Somebody whose memberships are worked out anew. They are locked. */
export interface FoldedMember {
  readonly person: Pick<Profile, 'profileId' | 'absorbedIds'>
  /** In which accounts; null: in all. */
  readonly accountKeys: readonly string[] | null
  /** What everybody has seen of them so far. */
  readonly before: readonly JsonObject[]
  readonly calls?: readonly GroupCall[]
}

/** What somebody is in accounts now. */
export interface MemberNow {
  readonly accounts: readonly JsonObject[]
  /** By account, of those that were worked out. */
  readonly periods: ReadonlyMap<string, readonly Period[]>
}

/**
 * Works out what everything that was said of people and accounts comes to, stores it, appends what holds otherwise now and sets
 * the timers at which time alone changes it. Answers it by person; their rows are for the caller to write.
 */
export async function foldMemberships(
  tx: Tx,
  members: readonly FoldedMember[],
): Promise<ReadonlyMap<string, MemberNow>> {
  if (members.length === 0) return new Map()
  const folded = await readFolded(tx, members)
  await holdAccounts(tx, [...new Set(folded.flatMap(({ periods }) => [...periods.keys()]))])
  await insertStatements(
    tx,
    folded.flatMap(({ calls }) => calls),
  )
  const shown = folded.flatMap(({ member: { person }, periods }) =>
    [...periods].map(([accountKey, all]) => ({
      accountKey,
      profileId: person.profileId,
      period: shownPeriod(all, tx.now),
    })),
  )
  const gone = members.flatMap(({ person, accountKeys }) =>
    accountKeys === null ? [person.profileId, ...person.absorbedIds] : [],
  )
  await saveMembers(tx, {
    saved: shown.flatMap(({ period, ...member }) => (period === null ? [] : [{ ...member, ...period }])),
    removed: shown
      .filter(({ period }) => period === null)
      .map(({ accountKey, profileId }) => ({ accountKey, profileId })),
    gone,
  })
  await setTimersAtLatest(
    tx,
    MEMBERSHIP_TIMER,
    folded.flatMap(({ member: { person }, periods }) => {
      const dueAt = nextChange([...periods.values()].flat(), tx.now)
      return dueAt === null ? [] : [membershipTimerOf(person.profileId, dueAt)]
    }),
  )
  return new Map(
    folded.map(({ member, periods }) => {
      appendChanges(tx, member, periods)
      return [member.person.profileId, { periods, accounts: accountsOf(member, periods, tx.now) }]
    }),
  )
}

interface Folded {
  readonly member: FoldedMember
  readonly periods: ReadonlyMap<string, readonly Period[]>
  /** Those that say something new. */
  readonly calls: readonly NewStatement[]
}

async function readFolded(tx: Tx, members: readonly FoldedMember[]): Promise<readonly Folded[]> {
  const wanted = members.map(({ accountKeys }) => accountKeys)
  const keys = wanted.includes(null) ? null : wanted.flatMap((some) => some ?? [])
  const idsOf = ({ person }: FoldedMember): readonly string[] => [person.profileId, ...person.absorbedIds]
  const statements = await readStatements(tx, members.flatMap(idsOf), keys)
  return members.map((member) => {
    const ids = new Set(idsOf(member))
    const { calls = [], accountKeys, person, before } = member
    const known = byAccount(statements.filter(({ profileId }) => ids.has(profileId)))
    // Of what nothing says any more, as it is somebody else's, nothing is left.
    const all = [...known.keys(), ...before.filter(isMembership).map(({ accountKey }) => accountKey)]
    const found = new Set([...(accountKeys ?? all), ...calls.map(({ accountKey }) => accountKey)])
    const fresh: NewStatement[] = []
    const periods = new Map<string, readonly Period[]>()
    for (const accountKey of found) {
      const named = calls.filter((call) => call.accountKey === accountKey)
      const folded = foldCalls(
        known.get(accountKey) ?? [],
        named.map((call) => statementOf(person.profileId, call)),
      )
      fresh.push(...folded.fresh)
      periods.set(accountKey, folded.periods)
    }
    return { member, periods, calls: fresh }
  })
}

/** Folds what is known of an account and those of the calls that add something to it. */
function foldCalls(
  known: readonly Statement[],
  calls: readonly NewStatement[],
): { readonly periods: readonly Period[]; readonly fresh: readonly NewStatement[] } {
  let statements = known
  let periods = foldPeriods(statements)
  const fresh: NewStatement[] = []
  for (const call of calls) {
    // It has its place in the order of arrival once it is stored: behind all others.
    const more = [...statements, { ...call, position: Number.MAX_SAFE_INTEGER }]
    const folded = foldPeriods(more)
    if (JSON.stringify(folded) === JSON.stringify(periods)) continue
    fresh.push(call)
    statements = more
    periods = folded
  }
  return { periods, fresh }
}

const statementOf = (profileId: string, { accountKey, at, messageId }: GroupCall): NewStatement => ({
  profileId,
  accountKey,
  kind: 'call',
  roles: [],
  from: at,
  to: null,
  at,
  messageId,
})

function accountsOf(
  { before }: FoldedMember,
  periods: ReadonlyMap<string, readonly Period[]>,
  now: Date,
): readonly Membership[] {
  const others = before.filter(isMembership).filter(({ accountKey }) => !periods.has(accountKey))
  return shownOf([...others, ...holdingOf(periods, now)])
}

const holdingOf = (periods: ReadonlyMap<string, readonly Period[]>, now: Date): readonly Membership[] =>
  [...periods].flatMap(([accountKey, all]) => {
    const period = periodAt(all, now)
    return period === null ? [] : [toMembership(accountKey, period)]
  })

/** Appends what begins, goes on otherwise, or has ended; what has ended says when. */
function appendChanges(
  tx: Tx,
  { person: { profileId }, before }: FoldedMember,
  periods: ReadonlyMap<string, readonly Period[]>,
): void {
  const known = new Map(before.filter(isMembership).map((membership) => [membership.accountKey, membership]))
  const holding = new Map(holdingOf(periods, tx.now).map((membership) => [membership.accountKey, membership]))
  for (const [accountKey, all] of periods) {
    const [was, is] = [known.get(accountKey), holding.get(accountKey)]
    if (is === undefined && was === undefined) continue
    if (is !== undefined && was !== undefined && isSame(was, is)) continue
    const ended = all.findLast((period) => period.from <= tx.now) ?? null
    const { roles, validFrom, validTo } = is ?? (ended === null ? endedNow(tx, was) : toMembership(accountKey, ended))
    outbox.append(tx, membershipChanged, {
      accountKey,
      profileId,
      roles: [...roles],
      validFrom,
      ...(validTo === undefined ? {} : { validTo }),
    })
  }
}

/** What nothing says any more, as what said it is somebody else's. */
const endedNow = (tx: Tx, was: Membership | undefined) => ({
  roles: was?.roles ?? [],
  validFrom: was?.validFrom ?? tx.now.toISOString(),
  validTo: tx.now.toISOString(),
})
