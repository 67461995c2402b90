import type { Need } from '@polyphon/conditions'
import type { ComputedSet, ComputedTrait } from './computed-trait.js'
import { countsSince } from './period.js'

/** Which events must be known to work these traits out. */
export function needsOf(
  traits: readonly ComputedTrait[],
  now: Date,
  clock: Pick<ComputedSet, 'timeZone' | 'weekStart'>,
): ReadonlyMap<string, readonly Need[]> {
  const needs = new Map<string, readonly Need[]>()
  for (const trait of traits) {
    const since = countsSince(trait, now, clock)
    const need = since === null ? {} : { withinMs: now.getTime() - since.getTime() }
    needs.set(trait.event, [...(needs.get(trait.event) ?? []), need])
  }
  return needs
}
