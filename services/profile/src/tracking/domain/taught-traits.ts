import type { JsonObject } from '@polyphon/contracts'
import type { TrackedEvent } from '../../people/domain/timed-event.js'
import { type EventWarning, warningOf } from './event-warning.js'
import { personTraitsOf } from './tracking.js'

/** A warning as it is kept with an event; those of earlier releases are texts. */
export type KeptWarning = EventWarning | string

const LEFT_OUT: ReadonlySet<string> = new Set(['trait_unverified', 'trait_computed'])

/**
 * What a stored event has taught of a person: what it states, without what was left out of it. Of an event of an earlier
 * release its warnings say that; only the first of them are kept, so of one with very many it may be more than it taught.
 */
export function taughtTraits({
  kind,
  context,
  traits,
  warnings,
  leftOut,
}: Pick<TrackedEvent, 'kind' | 'context' | 'traits'> & {
  readonly warnings: readonly KeptWarning[] | null
  /** Null for nothing, or where it was not kept. */
  readonly leftOut: readonly string[] | null
}): JsonObject {
  const stated = personTraitsOf({ kind, context, traits })
  if (leftOut !== null) return without(stated, (name) => leftOut.includes(name))
  const shown = (warnings ?? []).map((warning) => (typeof warning === 'string' ? warningOf(warning) : warning))
  if (shown.some(({ code }) => code === 'traits_too_large')) return {}
  const named = shown.filter(({ code }) => LEFT_OUT.has(code))
  return named.length === 0
    ? stated
    : without(stated, (name) => named.some(({ detail }) => detail.endsWith(`(${name})`)))
}

const without = (stated: JsonObject, isLeftOut: (name: string) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(stated).filter(([name]) => !isLeftOut(name)))
