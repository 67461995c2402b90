import type { Condition } from '@polyphon/conditions'
import type { Journey } from './definition.js'
import type { Step } from './step.js'
import type { EventMatch, Happening } from './step-parts.js'

/** A condition of a journey with the pointer to it. */
export interface LocatedCondition {
  readonly pointer: string
  readonly condition: Condition
  /** Looks at one event that is named beside it, not at everything that happens. */
  readonly isWhere: boolean
}

interface LocatedMatch {
  readonly pointer: string
  readonly on: Happening | EventMatch
}

/** Every event or condition that something in a journey waits for, the entry excepted. */
export function happeningsOf(journey: Journey): readonly LocatedMatch[] {
  return [
    ...journey.exit.rules.map(({ on }, index) => ({ pointer: `/exit/rules/${index}/on`, on })),
    ...(journey.goal === undefined ? [] : [{ pointer: '/goal/on', on: journey.goal.on }]),
    ...Object.entries(journey.steps).flatMap(([key, step]) => happeningsOfStep(`/steps/${key}`, step)),
  ]
}

function happeningsOfStep(pointer: string, step: Step): readonly LocatedMatch[] {
  if (step.type !== 'wait_for') return []
  return [
    ...step.any.map(({ on }, index) => ({ pointer: `${pointer}/any/${index}/on`, on })),
    ...step.resetOn.map((on, index) => ({ pointer: `${pointer}/resetOn/${index}`, on })),
  ]
}

/** Every condition of a journey. */
export function conditionsOf(journey: Journey): readonly LocatedCondition[] {
  const located = (pointer: string, condition: Condition | undefined, isWhere = false): readonly LocatedCondition[] =>
    condition === undefined ? [] : [{ pointer, condition, isWhere }]
  return [
    ...located('/entry/when', journey.entry.when),
    ...journey.entry.triggers.flatMap((trigger, index) =>
      trigger.type === 'event' ? located(`/entry/triggers/${index}/where`, trigger.where, true) : [],
    ),
    ...happeningsOf(journey).flatMap(({ pointer, on }) => [
      ...located(`${pointer}/where`, on.where, true),
      ...located(`${pointer}/when`, 'when' in on ? on.when : undefined),
    ]),
    ...Object.entries(journey.steps).flatMap(([key, step]) =>
      step.type === 'branch'
        ? step.cases.flatMap(({ when }, index) => located(`/steps/${key}/cases/${index}/when`, when))
        : [],
    ),
  ]
}
