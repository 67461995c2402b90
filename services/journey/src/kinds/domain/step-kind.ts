import type { Condition, Need } from '@polyphon/conditions'
import type { Fault } from '@polyphon/values'
import type { z } from 'zod'
import type { Move, Progress } from './progress.js'
import type { Order, Stimulus } from './run.js'
import type { Happening, JourneyClass, Values } from './step-parts.js'

/** A way that leads out of a step. */
export interface Edge {
  /** Where in the step the target is named, as a pointer without its first slash. */
  readonly at: string
  readonly to: string
  /** How often one run may go this way; as often as it comes here without it, which no circle may have. */
  readonly atMost?: number
}

/** A condition of a journey with the pointer to it. */
export interface LocatedCondition {
  readonly pointer: string
  readonly condition: Condition
  /** Looks at one event that is named beside it, not at everything that happens. */
  readonly isWhere: boolean
}

/** Which interactions concern a step. */
export interface StepInterest {
  /** Names of events that move a run which stands at it. */
  readonly events: readonly string[]
  /** Histories (`historyName`) that it looks at when it is reached, and how much of them. */
  readonly histories: ReadonlyMap<string, readonly Need[]>
}

/** What a step sends to the person, as far as other services can be lacking something for it. */
export interface Sending {
  readonly class: JourneyClass
  readonly topic: string
  readonly channels: readonly string[]
  readonly template?: string | undefined
  readonly survey?: string
  readonly values: z.output<typeof Values>
  /** The field of the step that holds the values. */
  readonly at: string
}

/** Something that a run at this step waits for, and from when on (epoch ms) it counts. */
export interface Awaited {
  readonly on: Happening
  readonly since: number
}

type StepSchema = z.ZodObject<{ readonly type: z.ZodLiteral<string> }>

/**
 * One kind of step. The hooks that look at a definition get the pointer to the step, those that look at a run its
 * progress; all of them are pure.
 */
export interface StepKind<Step = unknown, Schema extends StepSchema = StepSchema> {
  readonly type: string
  readonly schema: Schema
  /** What it orders of other services; the exit rules are looked at again before a run comes to such a step. */
  readonly orders: Order['kind'] | null
  /** Whether a run may stay at it; from all other steps it goes on at once. */
  readonly stays: boolean
  edges(step: Step): readonly Edge[]
  lint(step: Step, pointer: string): readonly Fault[]
  conditions(step: Step, pointer: string): readonly LocatedCondition[]
  interest(step: Step): StepInterest
  sends(step: Step, journeyClass: JourneyClass): Sending | null
  /** The name of the event that it has happen; null for none. */
  causes(step: Step): string | null
  /** What happens when a run comes to this step; `attempt` counts from 0 where the step is tried `again`. */
  enter(progress: Progress, step: Step, attempt: number): Move
  /** What a stimulus means for a run that stays at this step; null if nothing. */
  react(progress: Progress, step: Step, stimulus: Stimulus): Move | null
  awaits(progress: Progress, step: Step): readonly Awaited[]
  /** When to look again at a run that stays at this step, if nothing happens before (RFC 3339). */
  wakesAt(progress: Progress): readonly string[]
}

interface KindInput<Schema extends StepSchema>
  extends Partial<Omit<StepKind<z.output<Schema>, Schema>, 'enter' | 'stays'>> {
  readonly type: z.output<Schema>['type']
  readonly schema: Schema
  enter(progress: Progress, step: z.output<Schema>, attempt: number): Move
}

/** Defines a kind of step; whatever is left out does nothing, and `next` is a way out of every step that has one. */
export function stepKind<Schema extends StepSchema>(input: KindInput<Schema>): StepKind<z.output<Schema>, Schema> {
  return {
    orders: null,
    stays: input.react !== undefined,
    lint: () => [],
    conditions: () => [],
    interest: () => NO_INTEREST,
    sends: () => null,
    causes: () => null,
    react: () => null,
    awaits: () => [],
    wakesAt: ({ run: { memory } }) =>
      memory.waiting !== null && 'until' in memory.waiting ? [memory.waiting.until] : [],
    ...input,
    edges: (step) => [...edge('next', 'next' in step ? step.next : null), ...(input.edges?.(step) ?? [])],
  }
}

const NO_INTEREST: StepInterest = { events: [], histories: new Map() }

/** The way to a step that is named at this place; none where the run ends instead. */
export function edge(at: string, to: unknown): readonly Edge[] {
  return typeof to === 'string' ? [{ at, to }] : []
}
