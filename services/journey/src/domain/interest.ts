import { dependencies } from '@polyphon/conditions'
import { conditionsOf, happeningsOf } from './conditions-of.js'
import type { Journey } from './definition.js'

/** Which interactions concern a journey at all. Whatever is not named here costs it nothing. */
export interface Interest {
  /** Every event that starts, moves or ends a run, or that a condition counts. */
  readonly events: ReadonlySet<string>
  /** Events whose history a condition looks at. */
  readonly counted: ReadonlySet<string>
}

export function interestOf(journey: Journey): Interest {
  const counted = new Set<string>()
  for (const { condition } of conditionsOf(journey))
    for (const name of dependencies(condition).events) counted.add(name)
  const waited = happeningsOf(journey).flatMap(({ on }) => (on.event === undefined ? [] : [on.event]))
  const triggers = journey.entry.triggers.flatMap((trigger) => (trigger.type === 'event' ? [trigger.event] : []))
  for (const step of Object.values(journey.steps)) {
    if (step.type !== 'wait_for' || step.lookback === undefined) continue
    for (const { on } of step.any) if (on.event !== undefined) counted.add(on.event)
  }
  return { events: new Set([...counted, ...waited, ...triggers]), counted }
}
