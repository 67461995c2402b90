import type { Facts, Folded } from '@polyphon/conditions'
import type { JsonObject } from '@polyphon/contracts'
import type { HeldConsents } from '../../people/domain/consent.js'
import { foldWhereLong, type Progress } from './folding.js'
import { decideMembership, type Judgement, lookBackFirst, type Membership } from './membership.js'
import { type CompiledSegment, isAllowed } from './segment.js'

/** A person to whom something has just happened, with what is now known of them. */
export interface SegmentSubject {
  readonly profileId: string
  readonly traits: Readonly<Record<string, unknown>>
  /** Those of them that are computed. */
  readonly computed: JsonObject
  readonly identifiers: readonly { readonly type: string; readonly value: string }[]
  /** Keys of the segments that they were in before. */
  readonly segments: readonly string[]
  /** What they have said to purposes. */
  readonly consents: HeldConsents
  /** The accounts that they are in: their keys and roles. */
  readonly accounts: readonly JsonObject[]
  readonly happened: {
    /** Names of the events (tracks, pages, screens) that are new for this person. */
    readonly events: ReadonlySet<string>
    /** Paths that have changed, such as `traits.plan` or `identifiers.email`. */
    readonly paths: ReadonlySet<string>
    /** Purposes of which something else holds now. */
    readonly consents?: ReadonlySet<string>
    /** Whether they are in other accounts than before, or these have other traits. */
    readonly accounts?: boolean
    /** What other services have reported of them: `template:<key>`, `topic:<key>`, `survey:<key>`. */
    readonly reports?: ReadonlySet<string>
    /** A messageId, the id of a request, `consent:<purpose>`, `account:<key>`, `message:<id>`, `answer:<id>`, or `time`. */
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
  /** What they did is another past than before: nothing that was folded of it counts, and every segment is looked at. */
  readonly hasOtherPast?: true
}

/** Everything that was read to evaluate the segments of one person. */
export interface Candidate {
  readonly subject: SegmentSubject
  readonly touched: ReadonlySet<string>
  /** Those touched and all that refer to them. */
  readonly segments: readonly CompiledSegment[]
  readonly memberships: readonly Membership[]
  readonly facts: Omit<Facts, 'segments' | 'folded'>
  readonly folded: ReadonlyMap<string, Folded>
  /** Looked back at piece by piece, so that everybody else gets their turn. */
  readonly isLong: boolean
}

/** A membership that begins, ends, or goes on with another version or end. */
interface ChangedMembership {
  readonly segment: string
  readonly version: number
  readonly until: Date | null
}

/** What segments a person is in now, and how that has changed. */
export interface EvaluatedPerson {
  readonly profileId: string
  readonly segments: readonly string[]
  readonly because: string
  /** Entered and left, in the order in which the segments were judged. */
  readonly changes: readonly (ChangedMembership & { readonly isEntry: boolean })[]
  readonly entered: readonly ChangedMembership[]
  readonly left: readonly ChangedMembership[]
  /** Still members, but by another version or until another moment. */
  readonly amended: readonly ChangedMembership[]
  /** When to look again, of members and others alike. */
  readonly timers: readonly { readonly segment: string; readonly dueAt: Date }[]
  /** What has become long of their past, so that the next event has less to read. */
  readonly progress: readonly Progress[]
}

/** Decides piece by piece what segments a person is in now; segments that refer to others see their new answer. */
export function* evaluateInPieces(candidate: Candidate, now: Date): Generator<void, EvaluatedPerson, void> {
  const { subject, segments: candidates, touched, memberships, facts, folded } = candidate
  const input = { candidates, touched, memberships, facts, folded, consents: subject.consents }
  if (candidate.isLong) yield* lookBackFirst(input, now)
  const { segments, judgements } = decideMembership(input, now)
  const changes = judgements
    .filter(({ change }) => change === 'entered' || change === 'left')
    .map((judgement) => ({ ...changedOf(judgement), isEntry: judgement.holds }))
  return {
    profileId: subject.profileId,
    segments,
    because: subject.happened.because,
    changes,
    entered: changes.filter(({ isEntry }) => isEntry),
    left: changes.filter(({ isEntry }) => !isEntry),
    amended: judgements.filter(({ change }) => change === 'amended').map(changedOf),
    timers: judgements.flatMap(({ segment, until }) =>
      until === null ? [] : [{ segment: segment.key, dueAt: until }],
    ),
    progress: yield* foldPasts(candidate, judgements, now),
  }
}

const changedOf = ({ segment, until }: Judgement): ChangedMembership => ({
  segment: segment.key,
  version: segment.version,
  until,
})

function* foldPasts(
  { subject: { profileId, consents }, facts, folded: known }: Candidate,
  judgements: readonly Judgement[],
  now: Date,
): Generator<void, readonly Progress[], void> {
  const progress: Progress[] = []
  for (const { segment } of judgements) {
    if (!isAllowed(segment, consents, now)) continue
    const folding = yield* foldWhereLong(segment, { ...facts, segments: [], folded: known.get(segment.key) }, now)
    if (folding === null) continue
    const { folded, person, leaves } = folding
    progress.push({
      profileId,
      segment: segment.key,
      version: segment.version,
      through: folded.through,
      person,
      leaves,
    })
  }
  return progress
}
