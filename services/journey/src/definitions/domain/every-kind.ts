import { countingEveryKind } from '@polyphon/conditions'
import { isObject } from '@polyphon/values'
import type { JourneyBody } from './read-journey.js'

// Where a step holds values of the user's own, which name nothing.
const VALUES: ReadonlySet<string> = new Set(['data', 'properties', 'set'])
const NAMES = ['did', 'event']

/** A journey from before events, pages and screens of one name were told apart: whatever it names may be any of them. */
export function takingEveryKind(journey: JourneyBody): JourneyBody {
  return Object.fromEntries(
    Object.entries(journey).map(([key, part]) => [
      key,
      key === 'steps' && isObject(part)
        ? Object.fromEntries(Object.entries(part).map(([name, step]) => [name, stepTakingEveryKind(step)]))
        : countingEveryKind(part, NAMES),
    ]),
  )
}

function stepTakingEveryKind(step: unknown): unknown {
  // What a step has happen is tracked.
  if (!isObject(step) || step['type'] === 'emit') return step
  return Object.fromEntries(
    Object.entries(step).map(([key, part]) => [key, VALUES.has(key) ? part : countingEveryKind(part, NAMES)]),
  )
}
