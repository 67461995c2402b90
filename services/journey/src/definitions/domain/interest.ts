import { type Condition, joinNeeds, type Need, neededOccurrences } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import { conditionsOf, happeningsOf } from './conditions-of.js'
import type { Journey } from './definition.js'

/** Which interactions concern a journey at all. Whatever is not named here costs it nothing. */
export interface Interest {
  /** Every event that starts, moves or ends a run, or that a condition counts. */
  readonly events: ReadonlySet<string>
  /** Events whose history a condition or a step looks at, and how much of it. */
  readonly counted: ReadonlyMap<string, readonly Need[]>
  /** The conditions that look at a history. */
  readonly histories: readonly Condition[]
}

export function interestOf(journey: Journey): Interest {
  const needs = conditionsOf(journey).map(({ condition }) => ({ condition, history: neededOccurrences(condition) }))
  const counted = joinNeeds([...needs.map(({ history }) => history), ...lookbacksOf(journey)])
  const histories = needs.flatMap(({ condition, history }) => (history.size > 0 ? [condition] : []))
  const waited = happeningsOf(journey).flatMap(({ on }) => (on.event === undefined ? [] : [on.event]))
  const triggers = journey.entry.triggers.flatMap((trigger) => (trigger.type === 'event' ? [trigger.event] : []))
  return { events: new Set([...counted.keys(), ...waited, ...triggers]), counted, histories }
}

function lookbacksOf(journey: Journey): readonly Interest['counted'][] {
  return Object.values(journey.steps).flatMap((step) => {
    if (step.type !== 'wait_for' || step.lookback === undefined) return []
    const needs = [{ withinMs: durationMs(step.lookback) }]
    return step.any.map(({ on }) => new Map(on.event === undefined ? [] : [[on.event, needs] as const]))
  })
}
