import type { JsonObject } from '@polyphon/contracts'
import { learnTraits, mergeTraits, type Traits } from '../../people/domain/traits.js'
import type { Origins } from './origins.js'

/** What an event has taught, and when it happened. */
export interface Taught {
  readonly traits: JsonObject
  readonly at: Date
}

/** The traits that somebody has by an event: those that nothing newer has said. */
export function traitsBy({ traitTimes }: Traits, { traits, at }: Taught): ReadonlySet<string> {
  const times = new Map(Object.entries(traitTimes))
  return new Set(Object.keys(traits).filter((name) => times.get(name) === at.getTime()))
}

/** What is known without these traits, and without when they were said. */
export function withoutTraits(known: Traits, names: ReadonlySet<string>): Traits {
  const rest = <Value>(values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)))
  return { traits: rest(known.traits), traitTimes: rest(known.traitTimes) }
}

/** Folds anew, in the order of arrival, what all else has said of some traits. */
export interface TraitsFold {
  take(stated: { readonly profileId: string; readonly traits: JsonObject; readonly occurredAt: Date }): void
  /** What somebody is known by then. */
  end(): Traits
}

/**
 * Folds anew the traits that somebody has by an event. Begins with what was known of each who was merged into them, without
 * what the event had taught them; of two who say something of one moment the survivor's counts, as in a merge. What is newer
 * than the event was left out when it came, or it would be what is known.
 */
export function openTraitsFold(
  person: Traits,
  taught: Taught,
  { root, parents, bases }: Pick<Origins, 'root' | 'parents' | 'bases'>,
): TraitsFold {
  const names = traitsBy(person, taught)
  const among = (traits: Traits): Traits =>
    withoutTraits(traits, new Set(Object.keys(traits.traitTimes).filter((name) => !names.has(name))))
  const known = new Map<string, Traits>(
    [...bases].map(([id, base]) => [id, among(withoutTraits(base, traitsBy(base, taught)))]),
  )
  const of = (id: string): Traits => known.get(id) ?? { traits: {}, traitTimes: {} }
  return {
    take: ({ profileId, traits, occurredAt }) => {
      if (occurredAt > taught.at) return
      const stated = Object.fromEntries(Object.entries(traits).filter(([name]) => names.has(name)))
      const id = parents.has(profileId) ? profileId : root
      known.set(id, learnTraits(of(id), stated, occurredAt))
    },
    end: () => {
      // In the order of the merges: whoever was merged had all of their own by then.
      for (const [child, parent] of parents) known.set(parent, mergeTraits(of(parent), of(child)))
      return mergeTraits(withoutTraits(person, names), of(root))
    },
  }
}
