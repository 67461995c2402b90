import type { Condition } from '@polyphon/conditions'
import type { Journey } from './definition.js'
import type { Step } from './step.js'
import type { EventMatch, Happening } from './step-parts.js'

/** A condition of a journey, and where it stands. */
export interface PlacedCondition {
  readonly pointer: string
  readonly condition: Condition
  /** Looks at one event that is named beside it, not at everything that happens. */
  readonly isWhere: boolean
}

interface PlacedMatch {
  readonly pointer: string
  readonly on: Happening | EventMatch
}

/** Every event or condition that something in a journey waits for, the entry excepted. */
export function happeningsOf(journey: Journey): readonly PlacedMatch[] {
  return [
    ...journey.exit.rules.map(({ on }, index) => ({ pointer: `/exit/rules/${index}/on`, on })),
    ...(journey.goal === undefined ? [] : [{ pointer: '/goal/on', on: journey.goal.on }]),
    ...Object.entries(journey.steps).flatMap(([key, step]) => happeningsOfStep(`/steps/${key}`, step)),
  ]
}

function happeningsOfStep(pointer: string, step: Step): readonly PlacedMatch[] {
  if (step.type !== 'wait_for') return []
  return [
    ...step.any.map(({ on }, index) => ({ pointer: `${pointer}/any/${index}/on`, on })),
    ...step.resetOn.map((on, index) => ({ pointer: `${pointer}/resetOn/${index}`, on })),
  ]
}

/** Every condition of a journey. */
export function conditionsOf(journey: Journey): readonly PlacedCondition[] {
  const placed = (pointer: string, condition: Condition | undefined, isWhere = false): readonly PlacedCondition[] =>
    condition === undefined ? [] : [{ pointer, condition, isWhere }]
  return [
    ...placed('/entry/when', journey.entry.when),
    ...journey.entry.triggers.flatMap((trigger, index) =>
      trigger.type === 'event' ? placed(`/entry/triggers/${index}/where`, trigger.where, true) : [],
    ),
    ...happeningsOf(journey).flatMap(({ pointer, on }) => [
      ...placed(`${pointer}/where`, on.where, true),
      ...placed(`${pointer}/when`, 'when' in on ? on.when : undefined),
    ]),
    ...Object.entries(journey.steps).flatMap(([key, step]) =>
      step.type === 'branch'
        ? step.cases.flatMap(({ when }, index) => placed(`/steps/${key}/cases/${index}/when`, when))
        : [],
    ),
  ]
}
