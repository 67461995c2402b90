import type { JsonObject } from '@polyphon/contracts'

/** What is known of a person, each value with the time of the event that said so. A removed trait keeps its time only. */
export interface Traits {
  readonly traits: JsonObject
  /** Milliseconds since 1970. */
  readonly traitTimes: Readonly<Record<string, number>>
}

export interface LearnedTraits extends Traits {
  /** Names of the traits whose value is another one now. */
  readonly changed: readonly string[]
}

/** The largest sum of all traits of one person, as JSON text. */
export const LARGEST_TRAITS = 262_144

/**
 * Takes in what an event says; for each trait the newest event wins, in whatever order they arrive. Null removes a trait.
 * A value replaces another one as a whole and keeps its own type.
 */
export function learnTraits(known: Traits, stated: JsonObject, at: Date): LearnedTraits {
  const time = at.getTime()
  const newer = Object.entries(stated).filter(([name]) => time >= timeOf(known, name))
  if (newer.length === 0) return { ...known, changed: [] }
  const traits = new Map(Object.entries(known.traits))
  const traitTimes = { ...known.traitTimes }
  const changed: string[] = []
  for (const [name, value] of newer) {
    traitTimes[name] = time
    if (isSame(traits.get(name) ?? null, value)) continue
    changed.push(name)
    if (value === null) traits.delete(name)
    else traits.set(name, value)
  }
  return { traits: Object.fromEntries(traits), traitTimes, changed }
}

/** Joins what is known of two people who turned out to be one; of the survivor where both times are equal. */
export function mergeTraits(survivor: Traits, absorbed: Traits): Traits {
  const traits = new Map(Object.entries(survivor.traits))
  const traitTimes = { ...survivor.traitTimes }
  for (const [name, time] of Object.entries(absorbed.traitTimes)) {
    if (time <= timeOf(survivor, name)) continue
    traitTimes[name] = time
    if (Object.hasOwn(absorbed.traits, name)) traits.set(name, absorbed.traits[name])
    else traits.delete(name)
  }
  return { traits: Object.fromEntries(traits), traitTimes }
}

function timeOf(known: Traits, name: string): number {
  return (Object.hasOwn(known.traitTimes, name) ? known.traitTimes[name] : undefined) ?? Number.NEGATIVE_INFINITY
}

/** Whether two JSON values are equal, whatever the order of their names. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const [a, b] = [Object.entries(left), new Map<string, unknown>(Object.entries(right))]
  return a.length === b.size && a.every(([name, value]) => b.has(name) && isSame(value, b.get(name)))
}
