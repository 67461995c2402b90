import { AppError, type Tx } from '@polyphon/service-kit'
import type { Retention } from '@polyphon/service-kit/personal'
import { groupBy, keyOf } from '@polyphon/values'
import { foldPeriods, periodAt, shownOf, toMembership } from '../../accounts/domain/membership.js'
import { foldConsents } from '../../consents/steps/fold-consents.js'
import type { IdentifierLink } from '../../people/domain/identifier.js'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import type { TraitStated } from '../domain/trait-history.js'
import { readAccountStatements } from '../store/account-statements.js'
import { readKeptSince } from '../store/kept-since.js'
import { readSegmentsBefore } from '../store/ledger.js'
import { type LinkedAt, readFirstTurns, readLinkTimes, readReported } from '../store/then.js'
import { type Folded, foldHistory, knownSince, type Past, readPast } from './fold-history.js'
import { judgedByAllowed } from './judged-by-allowed.js'

/** A person as they were known at a moment. */
export interface ProfileThen {
  readonly profile: Profile
  /** The id that they have now. */
  readonly canonicalId: string
  /** From when on nothing that was known is missing; null: since the person is known. */
  readonly completeSince: Date | null
  /** Names of traits that they had already, by all that is kept, but that may have become known only later. */
  readonly unexplained: readonly string[]
  /** Names of traits that are computed: what they were then is not kept. */
  readonly leftOut: readonly string[]
}

/** Somebody at a moment: under which id they were known, and which other ids were theirs by then. */
interface Then {
  readonly past: Past
  readonly at: Date
  readonly holder: string
  readonly ids: readonly string[]
  readonly folded: Folded
}

/**
 * A person as they were known at a moment, by any id that they ever had: whoever was merged later is somebody of their own then.
 * Throws `profile_unknown` (404), also where nobody was known by this id then, and `at_in_future` (422).
 */
export async function profileAt(
  tx: Tx,
  { profileId, at, operator }: { readonly profileId: string; readonly at: Date; readonly operator: Retention },
): Promise<ProfileThen> {
  if (at > tx.now) throw inFuture()
  const person = await readProfile(tx, profileId)
  if (person === null) throw profileUnknown()
  const past = await readPast(tx, person)
  const folded = await foldHistory(tx, past, { profileId, name: null, before: [], until: at.getTime() })
  const holder = folded.fold.holderOf(profileId)
  const ids = past.ids.filter((id) => folded.fold.holderOf(id) === holder)
  const then = { past, at, holder, ids, folded }
  const { known, unexplained } = traitsThen(then)
  const identifiers = identifiersThen(then, await readLinkTimes(tx, past.ids))
  const createdAt = createdAtOf(past, holder)
  if (createdAt > at && known.size === 0 && identifiers.length === 0) throw profileUnknown()
  const traits = Object.fromEntries(
    [...known.values()].flatMap(({ name, value }) =>
      value === null || Object.hasOwn(person.computed, name) ? [] : [[name, value] as const],
    ),
  )
  const profile: Profile = {
    ...person,
    profileId: holder,
    traits,
    traitTimes: {},
    computed: {},
    observed: await observedThen(tx, then),
    accounts: await accountsThen(tx, then),
    segments: await judgedByAllowed(tx, await segmentsThen(tx, then), heldByAll(person)),
    consents: await foldConsents(tx, ids, at),
    absorbedIds: ids.filter((id) => id !== holder),
    identifiers,
    createdAt,
    updatedAt: lastOf([createdAt, ...[...known.values()].flatMap(({ knownAt }) => knownAt ?? [])], at),
  }
  return {
    profile,
    canonicalId: person.profileId,
    completeSince: await readKeptSince(tx, { knownSince: knownSince(past), operator }),
    unexplained,
    leftOut: Object.keys(person.computed).toSorted(),
  }
}

const inFuture = (): AppError => {
  const detail = 'This moment has not come.'
  return new AppError('unprocessable', 'at_in_future', detail, {
    faults: [{ pointer: '/query/at', code: 'at_in_future', detail }],
  })
}

const createdAtOf = ({ person, origins }: Past, id: string): Date =>
  id === person.profileId ? person.createdAt : (origins.bases.get(id)?.createdAt ?? person.createdAt)

/** What was folded until then, and what nothing explains that had happened by then. */
function traitsThen({ at, holder, folded: { fold, unexplained } }: Then): {
  readonly known: ReadonlyMap<string, TraitStated>
  readonly unexplained: readonly string[]
} {
  const known = new Map(fold.known())
  const names: string[] = []
  for (const fact of unexplained) {
    const before = known.get(fact.name)
    if (fold.holderOf(fact.profileId) !== holder || fact.occurredAt > at.getTime()) continue
    if (before !== undefined && before.occurredAt >= fact.occurredAt) continue
    known.set(fact.name, fact)
    names.push(fact.name)
  }
  return { known, unexplained: [...new Set(names)].toSorted() }
}

/** Of the identifiers that they still have those that were theirs by then; one whose link is not kept since it was seen. */
function identifiersThen({ past, at, holder, ids }: Then, linked: readonly LinkedAt[]): readonly IdentifierLink[] {
  const known = new Set(ids)
  const isTheirs = (link: IdentifierLink): boolean => {
    const links = linked.filter((each) => keyOf(each) === keyOf(link))
    if (links.length > 0) return links.some((each) => known.has(each.profileId) && each.at <= at)
    return link.firstSeenAt <= at && ownersOf(past, link).some((id) => known.has(id) || id === holder)
  }
  return past.person.identifiers.filter(isTheirs).map((link) => ({
    ...link,
    lastSeenAt: link.lastSeenAt > at ? at : link.lastSeenAt,
  }))
}

/** Who had an identifier before they were merged; whoever they are now where nobody had. */
function ownersOf({ person, origins }: Past, link: IdentifierLink): readonly string[] {
  const owners = [...origins.bases].flatMap(([id, { identifiers }]) =>
    identifiers.some((each) => keyOf(each) === keyOf(link)) ? [id] : [],
  )
  return owners.length === 0 ? [person.profileId] : owners
}

/** The segments that they were in: those of the next moment at which they are known, without what they did on the way there. */
async function segmentsThen(tx: Tx, { past, at, holder, ids, folded: { fold } }: Then): Promise<readonly string[]> {
  const next = past.merges.find(
    ({ absorbedId, survivorId }) =>
      fold.holderOf(absorbedId) === absorbedId && (absorbedId === holder || fold.holderOf(survivorId) === holder),
  )
  const side = next?.absorbedId === holder ? 'absorbed' : 'survivor'
  const known = next === undefined ? null : await readSegmentsBefore(tx, next.entryId, side)
  const segments = new Set(known ?? past.person.segments)
  for (const { segment, isEntry } of await readFirstTurns(tx, ids, { after: at, before: next?.at ?? null }))
    if (isEntry) segments.delete(segment)
    else segments.add(segment)
  return [...segments].toSorted()
}

/** The accounts that they were in, by what had been said of them. */
async function accountsThen(tx: Tx, { at, ids }: Then): Promise<Profile['accounts']> {
  const byAccount = groupBy(await readAccountStatements(tx, ids, at), ({ accountKey }) => accountKey)
  return shownOf(
    [...byAccount].flatMap(([accountKey, statements]) => {
      const period = periodAt(foldPeriods(statements), at)
      return period === null ? [] : [toMembership(accountKey, period)]
    }),
  )
}

async function observedThen(tx: Tx, { past, at, ids }: Then): Promise<Profile['observed']> {
  const { observed } = past.person
  const read = (name: 'locale' | 'timezone') => readReported(tx, ids, { name, at })
  // Whoever never reported anything has not done so then.
  const locale = observed.locale === undefined ? null : await read('locale')
  const timeZone = observed.timeZone === undefined ? null : await read('timezone')
  const seen = (value: string | null) => ({ value: value ?? '', at: at.getTime() })
  return {
    ...(locale === null ? {} : { locale: seen(locale) }),
    ...(timeZone === null ? {} : { timeZone: seen(timeZone) }),
  }
}

function lastOf(moments: readonly (Date | number)[], at: Date): Date {
  const times = moments.map(Number).filter((time) => time <= at.getTime())
  return new Date(times.length === 0 ? at.getTime() : Math.max(...times))
}
