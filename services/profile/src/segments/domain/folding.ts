import {
  type Facts,
  type Folded,
  type FoldedLeaf,
  foldInPieces,
  joinNeeds,
  type Need,
  neededOccurrences,
  type Occurrence,
  personInWheres,
  readFolded,
  writeFolded,
} from '@polyphon/conditions'
import type { Consents } from '@polyphon/values'
import { allowedOf, type CompiledSegment, isAllowed, needsOf } from './segment.js'

/** A person's past up to a moment, folded for one version of a segment. */
export interface Progress {
  readonly profileId: string
  readonly segment: string
  readonly version: number
  readonly through: { readonly at: number; readonly position: number }
  /** What the `where` of its leaves ask of the person, as it was answered. */
  readonly person: string
  /** By the pointer of the leaf. */
  readonly leaves: Readonly<Record<string, FoldedLeaf>>
}

// Read with every further event; folded when it has become longer than the first, down to the second. What is left is for
// events that come a little late: one that is older than what is folded makes it worthless.
const LONGEST_TAIL = 120
const KEPT_TAIL = 24

export interface Folding {
  readonly folded: Folded
  readonly person: string
  readonly leaves: ReturnType<typeof writeFolded>
}

/** Folds the past of somebody that has become long for a segment, piece by piece; null while it is short. */
export function* foldWhereLong(
  segment: CompiledSegment,
  facts: Facts,
  now: Date,
): Generator<void, Folding | null, void> {
  if (segment.folds.length === 0) return null
  const after = facts.folded?.through ?? null
  const tail = segment.folds
    .flatMap((name) => facts.occurrences(name))
    .filter((occurrence) => occurrence.at <= now && (after === null || isBehind(after, occurrence)))
  if (tail.length <= LONGEST_TAIL) return null
  const last = tail.toSorted(newestFirst)[KEPT_TAIL]
  if (last === undefined) return null
  const through = { at: last.at.getTime(), position: last.position ?? 0 }
  const folded = yield* foldInPieces(segment.condition, facts, { through, now })
  return {
    folded,
    person: personInWheres(segment.condition, facts, now),
    leaves: writeFolded(segment.condition, folded),
  }
}

const newestFirst = (left: Occurrence, right: Occurrence): number =>
  right.at.getTime() - left.at.getTime() || (right.position ?? 0) - (left.position ?? 0)

function isBehind(after: Folded['through'], { at, position = 0 }: Occurrence): boolean {
  return at.getTime() > after.at || (at.getTime() === after.at && position > after.position)
}

/** What is known of a person when their folded pasts are looked at. */
export interface FoldedPerson {
  readonly facts: Pick<Facts, 'traits' | 'computed' | 'identifiers' | 'consents' | 'accounts'>
  /** What they have said to purposes: what is not allowed any more is of no use. */
  readonly consents: Consents
  /** When the oldest of what is new of them happened (epoch ms). */
  readonly since: number | undefined
  readonly segments: readonly CompiledSegment[]
}

/** What is folded of a person's past, by segment; and what is of no use any more: something older has arrived, or the person is another. */
export function decideUsefulPasts(
  person: FoldedPerson,
  stored: readonly Progress[],
  now: Date,
): { readonly folded: ReadonlyMap<string, Folded>; readonly forgotten: readonly Progress[] } {
  const folded = new Map<string, Folded>()
  const forgotten: Progress[] = []
  for (const progress of stored) {
    const segment = person.segments.find(({ key }) => key === progress.segment)
    if (segment === undefined) continue
    if (isOfUse(progress, person, segment, now))
      folded.set(segment.key, readFolded(segment.condition, progress.through, progress.leaves))
    else forgotten.push(progress)
  }
  return { folded, forgotten }
}

function isOfUse(progress: Progress, person: FoldedPerson, segment: CompiledSegment, now: Date): boolean {
  if (!isAllowed(segment, person.consents, now)) return false
  if (progress.version !== segment.version || progress.through.at > now.getTime()) return false
  if ((person.since ?? Number.POSITIVE_INFINITY) < progress.through.at) return false
  return (
    personInWheres(segment.condition, { ...person.facts, segments: [], occurrences: () => [] }, now) === progress.person
  )
}

/** What must still be read of a person's past to judge all of these; nothing for what they do not allow. */
export function needsWith(
  given: readonly CompiledSegment[],
  { folded, consents }: { readonly folded: ReadonlyMap<string, Folded>; readonly consents: Consents },
  now: Date,
): ReadonlyMap<string, readonly Need[]> {
  const segments = allowedOf(given, consents, now)
  if (folded.size === 0) return needsOf(segments)
  return joinNeeds(
    segments.map(({ key, condition, needs }) => {
      const through = folded.get(key)?.through
      return through === undefined ? needs : neededOccurrences(condition, now.getTime() - through.at)
    }),
  )
}
