import { type Condition, type Evaluation, evaluate, explain, historiesOf, historyName } from '@polyphon/conditions'
import { firstCharacters } from '@polyphon/values'
import { isSameKey } from './correlation.js'
import { eventOfRun, factsOf, originOf, readPath } from './facts-of-run.js'
import type { HandledEvent, Order, PersonFacts, Run, RunFact, RunMemory, TraceLine } from './run.js'
import type { EventMatch, Happening, JourneyClass } from './step-parts.js'

/** What a step may know of the journey that it belongs to. */
export interface JourneyOfStep {
  readonly key: string
  readonly version: number
  readonly journey: { readonly class: JourneyClass; readonly priority: number }
}

/** What a run is advanced with. */
export interface AdvanceInput<Journey extends JourneyOfStep = JourneyOfStep> {
  readonly journey: Journey
  readonly person: PersonFacts
  readonly now: Date
}

/** What became of a run, what it orders and what is to be published. */
export interface Advanced {
  readonly run: Run
  readonly orders: readonly Order[]
  readonly trace: readonly TraceLine[]
  readonly facts: readonly RunFact[]
}

/** One advance under way: the run as it is by now, and its output so far. Lives only inside `advance`. */
export interface Progress<Journey extends JourneyOfStep = JourneyOfStep> extends AdvanceInput<Journey> {
  run: Run
  readonly orders: Order[]
  readonly trace: TraceLine[]
  readonly facts: RunFact[]
}

/**
 * Where a step sends the run: on to a step (`null`: nowhere, it is over), to stay and wait, to try the same step once more,
 * or to its end.
 */
export type Move =
  | { readonly kind: 'go'; readonly to: string | null }
  | { readonly kind: 'stay'; readonly waiting: NonNullable<RunMemory['waiting']> }
  | { readonly kind: 'again'; readonly attempt: number }
  | { readonly kind: 'end'; readonly outcome: string }

export const go = (to: string | null): Move => ({ kind: 'go', to })
export const stay = (waiting: NonNullable<RunMemory['waiting']>): Move => ({ kind: 'stay', waiting })
/** Another visit of the same step, so that a new order has an id of its own. */
export const again = (attempt: number): Move => ({ kind: 'again', attempt })

/** The id of the order that a run gives at this visit of its step. */
export const orderIdOf = ({ run }: Progress): string => `${run.runId}:${run.step}:${run.visit}`

export function startProgress<Journey extends JourneyOfStep>(
  run: Run,
  given: AdvanceInput<Journey>,
): Progress<Journey> {
  return { ...given, run, orders: [], trace: [], facts: [] }
}

export function remember(progress: Progress, change: Partial<RunMemory>): void {
  progress.run = { ...progress.run, memory: { ...progress.run.memory, ...change } }
}

const LONGEST = 500

/** Adds a line to the trace, at the step where the run is. */
export function note(progress: Progress, what: string, because: string, orderId?: string): void {
  progress.trace.push({
    at: progress.now,
    step: progress.run.step,
    visit: progress.run.step === null ? null : progress.run.visit,
    what,
    because: firstCharacters(because, LONGEST).toWellFormed(),
    ...(orderId === undefined ? {} : { orderId }),
  })
}

export function judge(
  progress: Progress,
  condition: Condition,
  event: HandledEvent | null = eventOfRun(progress.run),
): Evaluation {
  return evaluate(condition, factsOf(progress.person, progress.run, event), progress.now)
}

/** Why a condition says what it says, in words. */
export function reasonOf(
  progress: Progress,
  condition: Condition,
  event: HandledEvent | null = eventOfRun(progress.run),
): string {
  const { leaves } = explain(condition, factsOf(progress.person, progress.run, event), progress.now)
  return leaves.map(({ because }) => because).join('; ')
}

/** Whether what happened has the name and the kind that something asks for; without a kind, it was tracked. */
export function isMeant({ event: did, kind }: NamedEvent, event: Pick<HandledEvent, 'name' | 'kind'>): boolean {
  return did !== undefined && historiesOf(event.name, event.kind).includes(historyName({ did, kind }))
}

type NamedEvent = Pick<Happening, 'event' | 'kind'>

/**
 * Whether an event is the one that something waits for, about the same thing that the run was started about. What is older
 * than `since` (epoch ms) is not: imports and replays deliver what was over before the run began.
 */
export function matches(
  progress: Progress,
  on: Happening | EventMatch,
  event: HandledEvent,
  since = originOf(progress.run),
): boolean {
  if (!isMeant(on, event) || isOlder(Date.parse(event.occurredAt), since, originOf(progress.run))) return false
  const { correlation } = progress.run.memory
  if (on.correlate !== false && correlation !== null) {
    if (!isSameKey(readPath(correlation.path, { event }), correlation.value)) return false
  }
  return on.where === undefined || judge(progress, on.where, event).holds
}

/**
 * Whether something is older than `since`. A time that is written in whole seconds says no more than its second: of two
 * events in the second in which a run began the one that arrives later is not older.
 */
const isOlder = (at: number, since: number, origin: number): boolean =>
  at < since && (at % 1000 !== 0 || at < origin - (origin % 1000))
