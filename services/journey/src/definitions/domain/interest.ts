import { type Condition, joinNeeds, type Need, neededOccurrences, readHistoryName } from '@polyphon/conditions'
import { kindOf } from '../../kinds/domain/registry.js'
import { conditionsOf } from './conditions-of.js'
import type { Journey } from './definition.js'

/** Which interactions concern a journey at all. Whatever is not named here costs it nothing. */
export interface Interest {
  /** The names of all that starts, moves or ends a run, or that a condition counts, of whatever kind. */
  readonly events: ReadonlySet<string>
  /** The histories (`historyName`) that a condition or a step looks at, and how much of them. */
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
  const names = [...counted.keys()].map((history) => readHistoryName(history).name)
  return { events: new Set([...names, ...endings, ...goals, ...awaited, ...triggers]), counted, histories }
}
