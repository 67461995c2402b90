import { segmentEntered, segmentLeft } from '@polyphon/contracts'
import { inTurns, openTurns, setTimersAtLatest, type Tx } from '@polyphon/service-kit'
import type { OwnedTimelineItem } from '../../timeline/domain/timeline.js'
import { saveTimelineItems } from '../../timeline/store/timeline.js'
import {
  decideMembership,
  hasEntered,
  hasLeft,
  isAmended,
  type Judgement,
  lookBackFirst,
} from '../domain/membership.js'
import { type CompiledSegment, candidatesOf, type SegmentSet } from '../domain/segment.js'
import { readOccurrences } from '../store/occurrences.js'
import { moveMembers, readMemberships, removeMembers, saveMembers } from '../store/segment-members.js'
import { removeProgressOf } from '../store/segment-progress.js'
import { holdSegments } from '../store/segment-stamp.js'
import { readSegmentSet } from '../store/segments.js'
import { factsOf, foldPasts, needsWith, readFoldedPasts } from './fold-pasts.js'

/** A person to whom something has just happened, with what is now known of them. */
export interface SegmentSubject {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  /** Keys of the segments that they were in before. */
  readonly segments: readonly string[]
  readonly happened: {
    /** Names of the events (tracks, pages, screens) that are new for this person. */
    readonly events: ReadonlySet<string>
    /** Paths that have changed, such as `traits.plan` or `identifiers.email`. */
    readonly paths: ReadonlySet<string>
    /** A messageId, the id of a request, or `time`. */
    readonly because: string
    /** Looks at every segment, whatever the other two say: for people just created or merged. */
    readonly everything?: boolean
    /** Looks at these segments too. */
    readonly segments?: ReadonlySet<string>
    /** When the oldest of the events happened (epoch ms). */
    readonly since?: number
  }
  /** Ids that this person has just absorbed: their memberships move here, and every segment is looked at. */
  readonly absorbedIds?: readonly string[]
}

/** What segments a person is in now, and which of them they have just entered or left. */
export interface SegmentOutcome {
  readonly segments: readonly string[]
  readonly entered: readonly { readonly segment: string; readonly version: number; readonly until: Date | null }[]
  readonly left: readonly { readonly segment: string; readonly version: number }[]
}

export const SEGMENT_UNTIL_TIMER = 'segment-until'

// Below this nothing that looks at a past takes long.
const LONG_PAST = 100

interface Candidate {
  readonly subject: SegmentSubject
  readonly touched: ReadonlySet<string>
  /** Those touched and all that refer to them. */
  readonly segments: readonly CompiledSegment[]
}

interface Sorted {
  readonly subject: SegmentSubject
  readonly segments: readonly string[]
  readonly judgements: readonly Judgement[]
}

/**
 * Brings the memberships of these people up to date, in a fixed number of statements, and answers one outcome for each.
 * Call it after their interactions and aliases are stored and while their rows are locked; `tellSegments` tells the rest.
 */
export async function applySegments(
  tx: Tx,
  people: readonly SegmentSubject[],
): Promise<ReadonlyMap<string, SegmentOutcome>> {
  await holdSegments(tx)
  const set = await readSegmentSet(tx)
  await moveMembers(
    tx,
    people.flatMap(({ profileId, absorbedIds = [] }) =>
      absorbedIds.map((absorbedId) => ({ absorbedId, survivorId: profileId })),
    ),
  )
  await removeProgressOf(
    tx,
    people.flatMap(({ profileId, absorbedIds = [] }) => (absorbedIds.length === 0 ? [] : [profileId, ...absorbedIds])),
  )
  const candidates = people.map((subject) => candidateOf(set, subject)).filter(({ segments }) => segments.length > 0)
  const sorted = await sortPeople(tx, candidates)
  await saveSorted(tx, sorted)
  return new Map([
    ...people.map(({ profileId, segments }) => [profileId, { segments, entered: [], left: [] }] as const),
    ...sorted.map((one) => [one.subject.profileId, outcomeOf(one)] as const),
  ])
}

function candidateOf(set: SegmentSet, subject: SegmentSubject): Candidate {
  const { events, paths, everything = false, segments } = subject.happened
  const merged = subject.absorbedIds !== undefined && subject.absorbedIds.length > 0
  const happened = { events, paths, everything: everything || merged }
  return { subject, ...candidatesOf(set, segments === undefined ? happened : { ...happened, segments }) }
}

async function sortPeople(tx: Tx, candidates: readonly Candidate[]): Promise<readonly Sorted[]> {
  if (candidates.length === 0) return []
  const [memberships, folded] = await Promise.all([
    readMemberships(
      tx,
      candidates.map(({ subject }) => subject.profileId),
    ),
    readFoldedPasts(tx, candidates),
  ])
  const occurrences = await readOccurrences(
    tx,
    candidates.map(({ subject: { profileId }, segments }) => ({
      profileId,
      needs: needsWith(segments, folded.get(profileId), tx.now),
    })),
  )
  const sorted: (Sorted & Pick<Parameters<typeof foldPasts>[1][number], 'facts' | 'known'>)[] = []
  const takeTurns = openTurns()
  for (const { subject, touched, segments } of candidates) {
    const { profileId } = subject
    const known = folded.get(profileId)
    const facts = { ...factsOf(subject), occurrences: (name: string) => occurrences.get(profileId)?.get(name) ?? [] }
    const own = memberships.get(profileId) ?? []
    const input = {
      candidates: segments,
      touched,
      memberships: own,
      facts,
      ...(known === undefined ? {} : { folded: known }),
    }
    const isLong = [...(occurrences.get(profileId)?.values() ?? [])].some(({ length }) => length > LONG_PAST)
    if (isLong) await inTurns(lookBackFirst(input, tx.now), takeTurns)
    sorted.push({ subject, facts, known, ...decideMembership(input, tx.now) })
    await takeTurns()
  }
  await foldPasts(tx, sorted)
  return sorted
}

async function saveSorted(tx: Tx, sorted: readonly Sorted[]): Promise<void> {
  const all = sorted.flatMap(({ subject, judgements }) =>
    judgements.map((judgement) => ({
      subject,
      judgement,
      profileId: subject.profileId,
      segment: judgement.segment.key,
    })),
  )
  await saveMembers(
    tx,
    all
      .filter(({ judgement }) => hasEntered(judgement) || isAmended(judgement))
      .map(({ profileId, segment, judgement }) => ({
        profileId,
        segment,
        version: judgement.segment.version,
        until: judgement.until,
      })),
  )
  await removeMembers(
    tx,
    all.filter(({ judgement }) => hasLeft(judgement)).map(({ profileId, segment }) => ({ profileId, segment })),
  )
  // A timer that is early judges again and sets the next one; one that is not needed any more runs once in vain.
  await setTimersAtLatest(
    tx,
    SEGMENT_UNTIL_TIMER,
    all.flatMap(({ profileId, segment, judgement: { until } }) =>
      until === null ? [] : [{ ...untilTimer(segment, profileId), dueAt: until }],
    ),
  )
  await saveTimelineItems(
    tx,
    all.filter(({ judgement }) => hasEntered(judgement) || hasLeft(judgement)).map((change) => itemOf(tx, change)),
  )
}

const timerKey = (segment: string, profileId: string): string => `${segment}:${profileId}`

/** The timer at which a person is to be judged by a segment again. */
export const untilTimer = (segment: string, profileId: string) => ({
  key: timerKey(segment, profileId),
  data: { segment, profileId },
})

function itemOf(
  tx: Tx,
  { subject, judgement }: { readonly subject: SegmentSubject; readonly judgement: Judgement },
): OwnedTimelineItem {
  const { segment, until } = judgement
  const { because } = subject.happened
  return {
    id: tx.newId(),
    kind: 'segment',
    profileId: subject.profileId,
    occurredAt: tx.now,
    type: (hasEntered(judgement) ? segmentEntered : segmentLeft).type,
    service: 'profile',
    data: { segment: segment.key, segmentVersion: segment.version, because, until: until?.toISOString() ?? null },
  }
}

function outcomeOf({ segments, judgements }: Sorted): SegmentOutcome {
  const named = ({ segment, until }: Judgement) => ({ segment: segment.key, version: segment.version, until })
  return {
    segments,
    entered: judgements.filter(hasEntered).map(named),
    left: judgements.filter(hasLeft).map(({ segment }) => ({ segment: segment.key, version: segment.version })),
  }
}
