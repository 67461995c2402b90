import type { JsonObject } from '@polyphon/contracts'
import type { TrackedEvent } from '../../people/domain/timed-event.js'
import { type EventWarning, warningOf } from './event-warning.js'
import { personTraitsOf } from './tracking.js'

/** A warning as it is kept with an event; those of earlier releases are texts. */
export type KeptWarning = EventWarning | string

const LEFT_OUT: ReadonlySet<string> = new Set(['trait_unverified', 'trait_computed'])

/**
 * What a stored event has taught of a person: what it states, without what its warnings say was left out. Only the first
 * warnings are kept, so of an event with very many of them it may be more than that.
 */
export function taughtTraits({
  kind,
  context,
  traits,
  warnings,
}: Pick<TrackedEvent, 'kind' | 'context' | 'traits'> & {
  readonly warnings: readonly KeptWarning[] | null
}): JsonObject {
  const stated = personTraitsOf({ kind, context, traits })
  const shown = (warnings ?? []).map((warning) => (typeof warning === 'string' ? warningOf(warning) : warning))
  if (shown.some(({ code }) => code === 'traits_too_large')) return {}
  const leftOut = shown.filter(({ code }) => LEFT_OUT.has(code))
  if (leftOut.length === 0) return stated
  const isLeftOut = (name: string): boolean => leftOut.some(({ detail }) => detail.endsWith(`(${name})`))
  return Object.fromEntries(Object.entries(stated).filter(([name]) => !isLeftOut(name)))
}
