import { compareText, type Evaluation, evaluate, type Facts, type Folded, lookBack } from '@polyphon/conditions'
import { type Consents, groupBy } from '@polyphon/values'
import { type CompiledSegment, isAllowed } from './segment.js'

/** That a person is in a segment: by which version, since when, and until when if nothing else happens. */
export interface Membership {
  readonly segment: string
  readonly version: number
  readonly enteredAt: Date
  readonly until: Date | null
}

/** What judging one segment came to for a person. `until` is when to look again, for members and others alike. */
export interface Judgement {
  readonly segment: CompiledSegment
  readonly holds: boolean
  readonly until: Date | null
  readonly change: MembershipChange | null
}

/** Amended: still a member, but by another version or until another moment. */
export type MembershipChange = 'entered' | 'left' | 'amended'

// The end of the year 9998: no timer waits for what lies behind it, and PostgreSQL reads no ISO time beyond the year 9999.
const HORIZON_MS = 253_370_764_800_000

export interface MembershipInput {
  /** Every segment that may have to be judged, each after those that it refers to. */
  readonly candidates: readonly CompiledSegment[]
  /** Keys of those that must be judged; the others only if a segment that they refer to changes. */
  readonly touched: ReadonlySet<string>
  readonly memberships: readonly Membership[]
  /** What the person has said to purposes. */
  readonly consents: Consents
  /** All facts but the memberships. */
  readonly facts: Omit<Facts, 'segments' | 'folded'>
  /** By segment: what of the past is folded instead of being among the facts. */
  readonly folded?: ReadonlyMap<string, Folded>
}

export interface MembershipDecision {
  readonly segments: readonly string[]
  readonly judgements: readonly Judgement[]
}

/** Identifiers as conditions see them: by type, each list in the order of its values. */
export function identifiersByType(
  identifiers: readonly { readonly type: string; readonly value: string }[],
): Readonly<Record<string, readonly string[]>> {
  const byType = groupBy(identifiers, ({ type }) => type)
  return Object.fromEntries(
    [...byType].map(([type, values]) => [type, values.map(({ value }) => value).toSorted(compareText)]),
  )
}

/**
 * What somebody is a member of who has just absorbed others: what they were, and what those were, by the version of whoever
 * entered first. Where both were members the earlier entry counts.
 */
export function joinMemberships(
  kept: readonly Membership[],
  absorbed: readonly { readonly profileId: string; readonly memberships: readonly Membership[] }[],
): readonly Membership[] {
  const earliestFirst = absorbed
    .flatMap(({ profileId, memberships }) => memberships.map((membership) => ({ profileId, membership })))
    .toSorted(
      (left, right) =>
        left.membership.enteredAt.getTime() - right.membership.enteredAt.getTime() ||
        (left.profileId < right.profileId ? -1 : 1),
    )
  const joined = new Map(kept.map((membership) => [membership.segment, membership]))
  const moved = new Map<string, Membership>()
  for (const { membership } of earliestFirst)
    if (!moved.has(membership.segment)) moved.set(membership.segment, membership)
  for (const [segment, membership] of moved) {
    const known = joined.get(segment)
    if (known === undefined) joined.set(segment, membership)
    else if (membership.enteredAt < known.enteredAt) joined.set(segment, { ...known, enteredAt: membership.enteredAt })
  }
  return [...joined.values()]
}

/** Looks at a long past piece by piece, so that the decision only has to read what was found. */
export function* lookBackFirst(input: MembershipInput, now: Date): Generator<void, void, void> {
  const segments = input.memberships.map(({ segment }) => segment)
  for (const segment of input.candidates)
    if (isAllowed(segment, input.consents, now))
      yield* lookBack(segment.condition, { ...input.facts, segments, folded: input.folded?.get(segment.key) }, now)
}

// Not until they say something else, which is told.
const NOT_ALLOWED: Evaluation = { holds: false }

/** Decides what segments a person is in now; a segment that refers to another one sees the other's new answer. */
export function decideMembership(input: MembershipInput, now: Date): MembershipDecision {
  const memberships = new Map(input.memberships.map((membership) => [membership.segment, membership]))
  const segments = new Set(memberships.keys())
  const changed = new Set<string>()
  const judgements: Judgement[] = []
  for (const segment of input.candidates) {
    const follows = [...segment.dependsOn.segments].some((other) => changed.has(other))
    if (!follows && !input.touched.has(segment.key)) continue
    const folded = input.folded?.get(segment.key)
    const { holds, until } = isAllowed(segment, input.consents, now)
      ? evaluate(segment.condition, { ...input.facts, segments, folded }, now)
      : NOT_ALLOWED
    if (holds !== segments.has(segment.key)) changed.add(segment.key)
    if (holds) segments.add(segment.key)
    else segments.delete(segment.key)
    const again = until === undefined || until.getTime() >= HORIZON_MS ? null : until
    const change = changeOf(memberships.get(segment.key), { holds, version: segment.version, until: again })
    judgements.push({ segment, holds, until: again, change })
  }
  return { segments: [...segments].toSorted(), judgements }
}

function changeOf(
  before: Membership | undefined,
  { holds, version, until }: { readonly holds: boolean; readonly version: number; readonly until: Date | null },
): MembershipChange | null {
  if (before === undefined) return holds ? 'entered' : null
  if (!holds) return 'left'
  return before.version === version && before.until?.getTime() === until?.getTime() ? null : 'amended'
}
