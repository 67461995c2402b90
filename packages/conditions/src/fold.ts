import { durationMs } from '@polyphon/values'
import type { Moment } from './did.js'
import { judgePersonIn, looksAtEvent, timesOf, timesOfSequence } from './evaluate.js'
import type { Facts, Occurrence } from './facts.js'
import type { Folded, FoldedLeaf } from './folded.js'
import type { Comparison, Condition, DidLeaf, Leaf, SequenceLeaf } from './schema.js'
import { newestChains } from './sequence.js'
import { type Located, leavesOf } from './visit.js'

type HistoryLeaf = DidLeaf | SequenceLeaf

/**
 * The leaves whose past can be folded: those that would need all of it, and whose occurrences match or not for good, the
 * person being the same. A `did` without a `where` needs only the latest times anyway.
 */
export function foldableLeaves(condition: Condition): readonly Located<HistoryLeaf>[] {
  return leavesOf(condition).flatMap(({ node, pointer }): readonly Located<HistoryLeaf>[] => {
    if (!isHistory(node)) return []
    const wheres = wheresOf(node)
    if ('did' in node && (wheres.length === 0 || node.atLeast === 0)) return []
    return wheres.every((where) => leavesOf(where).every((leaf) => isForGood(leaf.node))) ? [{ node, pointer }] : []
  })
}

const isHistory = (leaf: Leaf): leaf is HistoryLeaf => 'did' in leaf || 'sequence' in leaf

export const isFoldable = (leaf: Leaf): boolean => isHistory(leaf) && foldableLeaves(leaf).length > 0

function wheresOf(leaf: HistoryLeaf): readonly Condition[] {
  const steps = 'did' in leaf ? [leaf] : leaf.sequence
  return steps.flatMap(({ where }) => (where === undefined ? [] : [where]))
}

// Whether somebody is in another segment may change while the first of several segments is being judged.
function isForGood(leaf: Leaf): boolean {
  if (looksAtEvent(leaf)) return !followsClock(leaf)
  return 'path' in leaf || 'computed' in leaf || 'account' in leaf
}

const followsClock = ({ op, value }: Comparison): boolean =>
  (op === 'before' || op === 'after') && typeof value === 'string' && value.startsWith('now')

/** What the foldable leaves ask of the person in their `where`, as it is answered now. What was folded under another answer is of no use. */
export function personInWheres(condition: Condition, facts: Facts, now: Date): string {
  const wheres = foldableLeaves(condition).flatMap(({ node }) => wheresOf(node))
  return wheres.map((where) => judgePersonIn(where, facts, now.getTime()).digits).join('|')
}

/**
 * Folds what happened up to a moment, which must not be later than now: the facts hold all of it, or what is folded of it
 * already. `evaluate` over that and what comes after says the same as over the whole past, for every later moment.
 */
export function fold(condition: Condition, facts: Facts, folding: Folding): Folded {
  const pieces = foldInPieces(condition, facts, folding)
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}

/** The same leaf by leaf, so that whoever asks can rest in between. */
export function* foldInPieces(
  condition: Condition,
  facts: Facts,
  { through, now }: Folding,
): Generator<void, Folded, void> {
  const pasts = new Map<string, readonly Occurrence[]>()
  // Each list is made once, as what is known about it is kept with it.
  const occurrences = (name: string): readonly Occurrence[] => {
    const known = pasts.get(name) ?? facts.occurrences(name).filter((occurrence) => !isBehind(through, occurrence))
    pasts.set(name, known)
    return known
  }
  const past = { ...facts, occurrences }
  const leaves = new Map<Leaf, FoldedLeaf>()
  for (const { node } of foldableLeaves(condition)) {
    leaves.set(node, foldLeaf(node, past, { through, now }))
    yield
  }
  return { through, leaves }
}

interface Folding {
  readonly through: Moment
  readonly now: Date
}

function foldLeaf(leaf: HistoryLeaf, past: Facts, { now }: Folding): FoldedLeaf {
  const known = past.folded?.leaves.get(leaf)
  const span = { now: now.getTime(), since: Number.NEGATIVE_INFINITY }
  if ('did' in leaf) {
    const fresh = timesOf(leaf, past, { ...span, after: known && past.folded?.through }).past
    return { times: [...fresh, ...(known?.times ?? [])].slice(0, leaf.atLeast ?? 1) }
  }
  const { plan, folded } = timesOfSequence(leaf, past, span)
  const absent = [...plan.present.flatMap(({ gap }) => gap), ...plan.trailing].values()
  return {
    chains: newestChains(plan, durationMs(leaf.within), folded),
    absences: leaf.sequence.map((step) => (step.absent === true ? (absent.next().value?.past[0] ?? null) : null)),
  }
}

function isBehind(
  through: Moment,
  { at, position = 0 }: { readonly at: Date; readonly position?: number | undefined },
) {
  const ms = at.getTime()
  return ms > through.at || (ms === through.at && position > through.position)
}

/** Folded leaves as they are kept, by the pointer of each. */
export function writeFolded(condition: Condition, { leaves }: Folded): Readonly<Record<string, FoldedLeaf>> {
  return Object.fromEntries(
    foldableLeaves(condition).flatMap(({ node, pointer }) => {
      const folded = leaves.get(node)
      return folded === undefined ? [] : [[pointer, folded] as const]
    }),
  )
}

/** Reads them back for the same condition. */
export function readFolded(condition: Condition, through: Moment, kept: Readonly<Record<string, FoldedLeaf>>): Folded {
  const leaves = foldableLeaves(condition).flatMap(({ node, pointer }) => {
    const folded = kept[pointer]
    return folded === undefined ? [] : [[node, folded] as const]
  })
  return { through, leaves: new Map(leaves) }
}
