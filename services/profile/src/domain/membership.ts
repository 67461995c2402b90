import { evaluate, type Facts } from '@polyphon/conditions'
import type { CompiledSegment } from './segment.js'

/** That a person is in a segment: by which version, since when, and until when if nothing else happens. */
export interface Membership {
  readonly segment: string
  readonly version: number
  readonly enteredAt: Date
  readonly until: Date | null
}

/** What judging one segment said about a person. `until` is when to look again, for members and others alike. */
export interface Judgement {
  readonly segment: CompiledSegment
  readonly holds: boolean
  readonly until: Date | null
  readonly before: Membership | undefined
}

export interface MembershipInput {
  /** Every segment that may have to be judged, each after those that it refers to. */
  readonly candidates: readonly CompiledSegment[]
  /** Keys of those that must be judged; the others only if a segment that they refer to changes. */
  readonly touched: ReadonlySet<string>
  readonly memberships: readonly Membership[]
  /** All facts but the memberships. */
  readonly facts: Omit<Facts, 'segments'>
}

export interface MembershipDecision {
  readonly segments: readonly string[]
  readonly judgements: readonly Judgement[]
}

/** Decides what segments a person is in now; a segment that refers to another one sees the other's new answer. */
export function decideMembership(input: MembershipInput, now: Date): MembershipDecision {
  const memberships = new Map(input.memberships.map((membership) => [membership.segment, membership]))
  const segments = new Set(memberships.keys())
  const changed = new Set<string>()
  const judgements: Judgement[] = []
  for (const segment of input.candidates) {
    const follows = [...segment.dependsOn.segments].some((other) => changed.has(other))
    if (!follows && !input.touched.has(segment.key)) continue
    const { holds, until } = evaluate(segment.condition, { ...input.facts, segments }, now)
    if (holds !== segments.has(segment.key)) changed.add(segment.key)
    if (holds) segments.add(segment.key)
    else segments.delete(segment.key)
    judgements.push({ segment, holds, until: until ?? null, before: memberships.get(segment.key) })
  }
  return { segments: [...segments].toSorted(), judgements }
}

export const hasEntered = ({ holds, before }: Judgement): boolean => holds && before === undefined

export const hasLeft = ({ holds, before }: Judgement): boolean => !holds && before !== undefined

/** Whether what is stored of a member is no longer right, though they stay one. */
export function isAmended({ holds, before, segment, until }: Judgement): boolean {
  if (!holds || before === undefined) return false
  return before.version !== segment.version || before.until?.getTime() !== until?.getTime()
}
