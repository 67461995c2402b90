import { durationMs } from '@polyphon/values'
import { isFoldable } from './fold.js'
import { historyName } from './history-name.js'
import type { Condition, DidLeaf, Leaf, SequenceLeaf } from './schema.js'
import { planOfLeaf } from './sequence.js'
import { leavesOf } from './visit.js'

/** Which occurrences of one event are enough: the `latest` ones not later than now (all without it), not older than `withinMs` (ever without it). Those dated after now are always needed. */
export interface Need {
  readonly latest?: number
  readonly withinMs?: number
}

/** By the name of a history, what has to be loaded so that `evaluate` is exact: everything that meets at least one of the needs. */
export function neededOccurrences(
  condition: Condition,
  /** How long ago (ms) the moment is up to which the foldable leaves have been folded. */
  foldedMs = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, readonly Need[]> {
  const needs = new Map<string, readonly Need[]>()
  const add = (name: string, need: Need): void => {
    const others = needs.get(name) ?? []
    if (others.some((other) => covers(other, need))) return
    needs.set(name, [...others.filter((other) => !covers(need, other)), need])
  }
  for (const { node } of leavesOf(condition)) {
    if (foldedMs !== Number.POSITIVE_INFINITY && isFoldable(node)) addFolded(node, foldedMs, add)
    else if ('did' in node) addDid(node, add)
    else if ('sequence' in node) addSequence(node, add)
  }
  return needs
}

type Add = (name: string, need: Need) => void

function covers(wide: Need, narrow: Need): boolean {
  const latest = wide.latest === undefined || (narrow.latest !== undefined && narrow.latest <= wide.latest)
  const within = wide.withinMs === undefined || (narrow.withinMs !== undefined && narrow.withinMs <= wide.withinMs)
  return latest && within
}

function addDid(leaf: DidLeaf, add: Add): void {
  const { where, within, atLeast = 1 } = leaf
  if (atLeast === 0) return
  const window = within === undefined ? {} : { withinMs: durationMs(within) }
  add(historyName(leaf), where === undefined ? { latest: atLeast, ...window } : window)
}

function addFolded(leaf: Leaf, foldedMs: number, add: Add): void {
  const within = 'within' in leaf && leaf.within !== undefined ? durationMs(leaf.within) : Number.POSITIVE_INFINITY
  const isClosed = 'sequence' in leaf && leaf.sequence.at(-1)?.absent === true
  // What has the very moment up to which was folded may have come later.
  const withinMs = Math.min(foldedMs + 1, isClosed ? Number.POSITIVE_INFINITY : within)
  for (const step of 'sequence' in leaf ? leaf.sequence : 'did' in leaf ? [leaf] : [])
    add(historyName(step), { withinMs })
}

const onlyLatest = (step: { readonly where?: unknown }): Need => (step.where === undefined ? { latest: 1 } : {})

function addSequence(leaf: SequenceLeaf, add: Add): void {
  const plan = planOfLeaf(leaf)
  if (plan.trailing.length === 0) {
    for (const step of leaf.sequence) add(historyName(step), { withinMs: durationMs(leaf.within) })
    return
  }
  for (const { step, gap } of plan.present) {
    add(historyName(step), plan.present.length === 1 ? onlyLatest(step) : {})
    for (const absent of gap) add(historyName(absent), {})
  }
  for (const step of plan.trailing) add(historyName(step), onlyLatest(step))
}

/**
 * What several conditions need together, in at most two needs for each event: the latest so many, and all of a time.
 * May be wider than what they need one by one, never narrower.
 */
export function joinNeeds(
  conditions: readonly ReadonlyMap<string, readonly Need[]>[],
): ReadonlyMap<string, readonly Need[]> {
  const byName = new Map<string, Need[]>()
  for (const needs of conditions)
    for (const [name, added] of needs) byName.set(name, [...(byName.get(name) ?? []), ...added])
  return new Map([...byName].map(([name, needs]) => [name, joined(needs)]))
}

function joined(needs: readonly Need[]): readonly Need[] {
  const all = widest(needs.filter(({ latest }) => latest === undefined))
  const latest = widest(needs.filter((need) => need.latest !== undefined))
  if (all !== null && (latest === null || covers(all, latest))) return [all]
  return [all, latest].filter((need) => need !== null)
}

/** The narrowest need that covers all of these; null for none. */
function widest(needs: readonly Need[]): Need | null {
  const [first, ...others] = needs
  if (first === undefined) return null
  return others.reduce((wide, { latest, withinMs }) => {
    const counts = wide.latest === undefined || latest === undefined ? {} : { latest: Math.max(wide.latest, latest) }
    const isOpen = wide.withinMs === undefined || withinMs === undefined
    return isOpen ? counts : { ...counts, withinMs: Math.max(wide.withinMs ?? 0, withinMs ?? 0) }
  }, first)
}
