import {
  type Facts,
  type Folded,
  foldInPieces,
  type Occurrence,
  personInWheres,
  writeFolded,
} from '@polyphon/conditions'
import type { CompiledSegment } from './segment.js'

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
    .filter((one) => one.at <= now && (after === null || isBehind(after, one)))
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
