import { type Condition, type Evaluation, evaluate, leavesOf } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import { factsOf, originOf, ownEvent } from './facts-of-run.js'
import type { HeardEvent, PersonFacts } from './run.js'
import { judge, remember, type Turn } from './turn.js'

// What was left out is not kept from event to event, so it may cost little only.
const MOST_LOOKS = 2_000

type Leaf = ReturnType<typeof leavesOf>[number]['node']

/**
 * Remembers from where on in the order of arrival there is a past that was handed in after the run had begun: an import or
 * a replay tells of what was over by then.
 */
export function noteLatePast(turn: Turn, event: HeardEvent): void {
  if (turn.run.memory.latePastFrom !== undefined || Date.parse(event.occurredAt) >= originOf(turn.run)) return
  const found = turn.person.occurrences(event.name).find(({ messageId }) => messageId === event.messageId)
  if (found !== undefined) remember(turn, { latePastFrom: found.position })
}

/**
 * Whether a condition that a run waits for holds, and would without the past before `since` (epoch ms) that was handed in
 * after the run had begun, unless its own `within` asks for that past. What was known when the run began counts.
 */
export function judgeAwaited(turn: Turn, when: Condition, since = originOf(turn.run)): Evaluation {
  const whole = judge(turn, when)
  const { latePastFrom } = turn.run.memory
  if (!whole.holds || latePastFrom === undefined) return whole
  const leaves = leavesOf(when).map(({ node }) => node)
  if (looksOf(turn, leaves) > MOST_LOOKS) return whole
  const occurrences = withoutPast(turn, leaves, { since, latePastFrom })
  return evaluate(when, factsOf({ ...turn.person, occurrences }, turn.run, ownEvent(turn.run)), turn.now)
}

function withoutPast(
  { person, now }: Turn,
  leaves: readonly Leaf[],
  { since, latePastFrom }: { readonly since: number; readonly latePastFrom: number },
): PersonFacts['occurrences'] {
  const left = new Map<string, ReturnType<PersonFacts['occurrences']>>()
  return (name) => {
    const known = left.get(name)
    if (known !== undefined) return known
    const from = Math.min(since, now.getTime() - windowOf(leaves, name))
    const found = person.occurrences(name).filter(({ at, position }) => at.getTime() >= from || position < latePastFrom)
    left.set(name, found)
    return found
  }
}

const namesIn = (leaf: Leaf): readonly string[] =>
  'did' in leaf ? [leaf.did] : 'sequence' in leaf ? leaf.sequence.map(({ did }) => did) : []

function looksOf({ person }: Turn, leaves: readonly Leaf[]): number {
  let looks = 0
  for (const name of leaves.flatMap(namesIn)) looks += person.occurrences(name).length
  return looks
}

/** How far back (ms) a condition asks for an event by itself. */
function windowOf(leaves: readonly Leaf[], name: string): number {
  const windows = leaves.flatMap((leaf) => {
    if ('did' in leaf) return leaf.did === name && leaf.within !== undefined ? [durationMs(leaf.within)] : []
    return 'sequence' in leaf && leaf.sequence.some(({ did }) => did === name) ? [durationMs(leaf.within)] : []
  })
  return Math.max(0, ...windows)
}
