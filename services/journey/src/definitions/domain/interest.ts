import { type Condition, joinNeeds, type Need, neededOccurrences } from '@polyphon/conditions'
import { kindOf } from '../../kinds/domain/registry.js'
import { conditionsOf } from './conditions-of.js'
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
  const steps = Object.values(journey.steps).map((step) => kindOf(step).interest(step))
  const counted = joinNeeds([
    ...needs.map(({ history }) => history),
    ...steps.map(({ histories: lookbacks }) => lookbacks),
  ])
  const histories = needs.flatMap(({ condition, history }) => (history.size > 0 ? [condition] : []))
  const triggers = journey.entry.triggers.flatMap((trigger) => (trigger.type === 'event' ? [trigger.event] : []))
  const endings = journey.exit.rules.flatMap(({ on: { event } }) => (event === undefined ? [] : [event]))
  const goals = journey.goal === undefined ? [] : [journey.goal.on.event]
  const awaited = steps.flatMap(({ events }) => events)
  return { events: new Set([...counted.keys(), ...endings, ...goals, ...awaited, ...triggers]), counted, histories }
}
