import { type Condition, type Evaluation, evaluate, historiesOf, historyName, leavesOf } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import { eventOfRun, factsOf, originOf } from './facts-of-run.js'
import { judge, type Progress, remember } from './progress.js'
import type { HandledEvent, PersonFacts } from './run.js'

// While a run is under way, an import or a replay may deliver events that had occurred before the run began. Such late
// events must not be what the run waits for. So the run remembers at which arrival the first of them came, and a condition
// that holds is evaluated once more without them.

/** Remembers the arrival position of a run's first late event: one that occurred before what started the run. */
export function noteLateEvent(progress: Progress, event: HandledEvent): void {
  if (progress.run.memory.latePastFrom !== undefined || Date.parse(event.occurredAt) >= originOf(progress.run)) return
  const histories = historiesOf(event.name, event.kind).flatMap((history) => progress.person.occurrences(history))
  const late = histories.find(({ messageId }) => messageId === event.messageId)
  if (late !== undefined) remember(progress, { latePastFrom: late.position })
}

// Filtered histories are not cached from event to event, so beyond this the whole history counts, late events included.
const MOST_OCCURRENCES = 2_000

type Leaf = ReturnType<typeof leavesOf>[number]['node']

/**
 * Evaluates a condition that a run waits for, without late events from before `since` (epoch ms), except where the
 * condition's own `within` reaches back to them. What had arrived when the run began always counts.
 */
export function judgeWithoutLateEvents(
  progress: Progress,
  when: Condition,
  since = originOf(progress.run),
): Evaluation {
  const withAll = judge(progress, when)
  const { latePastFrom } = progress.run.memory
  if (!withAll.holds || latePastFrom === undefined) return withAll
  const leaves = leavesOf(when).map(({ node }) => node)
  if (countOccurrences(progress, leaves) > MOST_OCCURRENCES) return withAll
  const occurrences = withoutLate(progress, leaves, { since, latePastFrom })
  return evaluate(
    when,
    factsOf({ ...progress.person, occurrences }, progress.run, eventOfRun(progress.run)),
    progress.now,
  )
}

function withoutLate(
  { person, now }: Progress,
  leaves: readonly Leaf[],
  { since, latePastFrom }: { readonly since: number; readonly latePastFrom: number },
): PersonFacts['occurrences'] {
  // The same list each time it is asked for: conditions cache what they find out about a list.
  const filtered = new Map<string, ReturnType<PersonFacts['occurrences']>>()
  return (history) => {
    const known = filtered.get(history)
    if (known !== undefined) return known
    const from = Math.min(since, now.getTime() - windowOf(leaves, history))
    const kept = person
      .occurrences(history)
      .filter(({ at, position }) => at.getTime() >= from || position < latePastFrom)
    filtered.set(history, kept)
    return kept
  }
}

const historiesIn = (leaf: Leaf): readonly string[] =>
  'did' in leaf ? [historyName(leaf)] : 'sequence' in leaf ? leaf.sequence.map(historyName) : []

function countOccurrences({ person }: Progress, leaves: readonly Leaf[]): number {
  let count = 0
  for (const history of leaves.flatMap(historiesIn)) count += person.occurrences(history).length
  return count
}

/** How far back (ms) the `within` of a condition reaches in a history; 0 without one. */
function windowOf(leaves: readonly Leaf[], history: string): number {
  const windows = leaves.flatMap((leaf) => {
    const within = 'did' in leaf || 'sequence' in leaf ? leaf.within : undefined
    return within !== undefined && historiesIn(leaf).includes(history) ? [durationMs(within)] : []
  })
  return Math.max(0, ...windows)
}
