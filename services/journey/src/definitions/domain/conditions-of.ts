import type { Condition } from '@polyphon/conditions'
import { kindOf } from '../../kinds/domain/registry.js'
import type { LocatedCondition } from '../../kinds/domain/step-kind.js'
import { conditionsOfHappening } from '../../kinds/domain/step-parts.js'
import type { Journey } from './definition.js'

/** Every condition of a journey. */
export function conditionsOf(journey: Journey): readonly LocatedCondition[] {
  const located = (pointer: string, condition: Condition | undefined, isWhere = false): readonly LocatedCondition[] =>
    condition === undefined ? [] : [{ pointer, condition, isWhere }]
  return [
    ...located('/entry/when', journey.entry.when),
    ...journey.entry.triggers.flatMap((trigger, index) =>
      trigger.type === 'event' ? located(`/entry/triggers/${index}/where`, trigger.where, true) : [],
    ),
    ...journey.exit.rules.flatMap(({ on }, index) => conditionsOfHappening(on, `/exit/rules/${index}/on`)),
    ...(journey.goal === undefined ? [] : conditionsOfHappening(journey.goal.on, '/goal/on')),
    ...Object.entries(journey.steps).flatMap(([key, step]) => kindOf(step).conditions(step, `/steps/${key}`)),
  ]
}
