import type { Facts, Folded, Occurrence } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { groupBy } from '@polyphon/values'
import { grantsOf } from '../../people/domain/consent.js'
import type { Candidate, SegmentSubject } from '../domain/evaluation.js'
import { decideUsefulPasts, needsWith, type Progress } from '../domain/folding.js'
import { identifiersByType, joinMemberships, type Membership } from '../domain/membership.js'
import { allowedOf, type CompiledSegment, candidatesOf, type SegmentSet } from '../domain/segment.js'
import { readAccounts } from '../store/accounts-of-people.js'
import { readListings } from '../store/listings.js'
import { readOccurrences } from '../store/occurrences.js'
import { type ReportedFacts, readReports } from '../store/reports-of-people.js'
import { readMemberships } from '../store/segment-members.js'
import { readProgress } from '../store/segment-progress.js'
import { holdSegmentSet } from '../store/segments.js'

// Below this nothing that looks at a past takes long.
const LONG_PAST = 100

/** Those of people whose segments have to be judged, with all that is looked at; and what is folded in vain. */
export interface ReadCandidates {
  readonly candidates: readonly Candidate[]
  readonly forgotten: readonly Progress[]
}

interface Touched {
  readonly subject: SegmentSubject
  readonly touched: ReadonlySet<string>
  readonly segments: readonly CompiledSegment[]
  readonly facts: Pick<Facts, 'traits' | 'computed' | 'identifiers' | 'consents' | 'accounts' | 'listed'> &
    ReportedFacts
}

/**
 * Reads everything by which the segments of these people are judged, in a fixed number of statements, and holds the
 * segments as they are. Call it after their interactions and aliases are stored and while their rows are locked.
 */
export async function readCandidates(tx: Tx, subjects: readonly SegmentSubject[]): Promise<ReadCandidates> {
  const set = await holdSegmentSet(tx)
  const looking = subjects.flatMap((subject) => touchedOf(set, subject, tx.now) ?? [])
  const touched = await withListings(tx, await withReports(tx, await withAccounts(tx, looking)))
  if (touched.length === 0) return { candidates: [], forgotten: [] }
  const [memberships, { folded, forgotten }] = await Promise.all([
    readMemberships(
      tx,
      touched.flatMap(({ subject: { profileId, absorbedIds = [] } }) => [profileId, ...absorbedIds]),
    ),
    readPasts(tx, touched),
  ])
  const histories = await readOccurrences(
    tx,
    touched.map(({ subject: { profileId, consents }, segments }) => ({
      profileId,
      needs: needsWith(segments, { folded: folded.get(profileId) ?? NOTHING_FOLDED, consents }, tx.now),
    })),
  )
  return {
    forgotten,
    candidates: touched.map(({ facts, ...candidate }) => {
      const { profileId } = candidate.subject
      const history = histories.get(profileId)
      return {
        ...candidate,
        memberships: membershipsOf(candidate.subject, memberships),
        facts: { ...facts, occurrences: (name: string): readonly Occurrence[] => history?.get(name) ?? [] },
        folded: folded.get(profileId) ?? NOTHING_FOLDED,
        isLong: [...(history?.values() ?? [])].some(({ length }) => length > LONG_PAST),
      }
    }),
  }
}

const NOTHING_FOLDED: ReadonlyMap<string, Folded> = new Map()

function touchedOf(set: SegmentSet, subject: SegmentSubject, now: Date): Touched | null {
  const { events, paths, consents, accounts, reports, everything = false, segments } = subject.happened
  const happened = { events, paths, consents, accounts, reports, everything: everything || hasOtherPast(subject) }
  const candidates = candidatesOf(set, segments === undefined ? happened : { ...happened, segments })
  if (candidates.segments.length === 0) return null
  return {
    subject,
    ...candidates,
    facts: {
      traits: subject.traits,
      computed: subject.computed,
      identifiers: identifiersByType(subject.identifiers),
      consents: grantsOf(subject.consents, now),
    },
  }
}

/** Adds the accounts of those whose segments look at any, with what is known of these. */
async function withAccounts(tx: Tx, touched: readonly Touched[]): Promise<readonly Touched[]> {
  const looking = touched.filter(({ segments }) => segments.some(({ dependsOn }) => dependsOn.accounts))
  if (looking.length === 0) return touched
  const accounts = await readAccounts(
    tx,
    looking.map(({ subject }) => subject),
  )
  return touched.map((candidate) => ({
    ...candidate,
    facts: { ...candidate.facts, accounts: accounts.get(candidate.subject.profileId) ?? [] },
  }))
}

/** Adds what others report of those whose segments look at any of it, as far as they allow that. */
async function withReports(tx: Tx, touched: readonly Touched[]): Promise<readonly Touched[]> {
  const looking = touched.flatMap(({ subject: { profileId, consents }, segments }) => {
    if (!segments.some(({ dependsOn }) => dependsOn.reports.size > 0)) return []
    const reports = new Set(allowedOf(segments, consents, tx.now).flatMap(({ dependsOn }) => [...dependsOn.reports]))
    return reports.size === 0 ? [] : [{ profileId, reports }]
  })
  if (looking.length === 0) return touched
  const reported = await readReports(tx, looking)
  return touched.map((candidate) => ({
    ...candidate,
    facts: { ...candidate.facts, ...reported.get(candidate.subject.profileId) },
  }))
}

/** Adds the lists of those whose segments look at any. */
async function withListings(tx: Tx, touched: readonly Touched[]): Promise<readonly Touched[]> {
  const looking = touched.filter(({ segments }) => segments.some(({ dependsOn }) => dependsOn.lists.size > 0))
  if (looking.length === 0) return touched
  const listings = await readListings(
    tx,
    looking.map(({ subject: { profileId } }) => profileId),
  )
  return touched.map((candidate) => ({
    ...candidate,
    facts: { ...candidate.facts, listed: listings.get(candidate.subject.profileId) ?? {} },
  }))
}

const hasOtherPast = ({ absorbedIds = [], ...subject }: SegmentSubject): boolean =>
  absorbedIds.length > 0 || subject.hasOtherPast === true

function membershipsOf(
  { profileId, absorbedIds = [] }: SegmentSubject,
  stored: ReadonlyMap<string, readonly Membership[]>,
): readonly Membership[] {
  const memberships = stored.get(profileId) ?? []
  if (absorbedIds.length === 0) return memberships
  return joinMemberships(
    memberships,
    absorbedIds.map((absorbedId) => ({ profileId: absorbedId, memberships: stored.get(absorbedId) ?? [] })),
  )
}

/** What is folded of people's pasts, by person and segment. Of somebody who was just merged or split nothing is of use. */
async function readPasts(
  tx: Tx,
  touched: readonly Touched[],
): Promise<{
  readonly folded: ReadonlyMap<string, ReadonlyMap<string, Folded>>
  readonly forgotten: readonly Progress[]
}> {
  const folding = touched.filter(
    ({ subject, segments }) => !hasOtherPast(subject) && segments.some(({ folds }) => folds.length > 0),
  )
  const keys = folding.flatMap(({ segments }) => segments.flatMap(({ key, folds }) => (folds.length > 0 ? [key] : [])))
  const stored = await readProgress(
    tx,
    folding.map(({ subject }) => subject.profileId),
    [...new Set(keys)],
  )
  if (stored.length === 0) return { folded: new Map(), forgotten: [] }
  const byProfile = groupBy(stored, ({ profileId }) => profileId)
  const pasts = folding.map(({ subject, segments, facts }) => ({
    profileId: subject.profileId,
    ...decideUsefulPasts(
      { facts, segments, consents: subject.consents, since: subject.happened.since },
      byProfile.get(subject.profileId) ?? [],
      tx.now,
    ),
  }))
  return {
    folded: new Map(pasts.map(({ profileId, folded }) => [profileId, folded])),
    forgotten: pasts.flatMap(({ forgotten }) => forgotten),
  }
}
