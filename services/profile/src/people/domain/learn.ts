import type { JsonObject } from '@polyphon/contracts'
import { observe, type Profile } from './profile.js'
import { LARGEST_TRAITS, learnTraits } from './traits.js'

/** What an event says about a person. */
export interface Facts {
  readonly traits: JsonObject
  readonly context: JsonObject
}

export interface Learned {
  readonly profile: Profile
  /** Names of the traits that changed. */
  readonly changed: readonly string[]
  readonly warnings: readonly string[]
}

/** Takes in what an event says about a person. Traits that would make them too large are left out with a warning. */
export function learn(profile: Profile, facts: Facts, at: Date): Learned {
  const observed = observe(profile.observed, facts.context, at)
  const withObserved = observed === profile.observed ? profile : { ...profile, observed }
  const { changed, traits, traitTimes } = learnTraits(profile, facts.traits, at)
  if (traitTimes === profile.traitTimes) return { profile: withObserved, changed: [], warnings: [] }
  if (changed.length > 0 && isTooLarge(profile.traits, traits))
    return { profile: withObserved, changed: [], warnings: ['traits_too_large'] }
  return { profile: { ...withObserved, traits, traitTimes }, changed, warnings: [] }
}

// Merges may have made somebody larger than that: what makes them smaller is taken, so that they come back in steps.
function isTooLarge(before: JsonObject, after: JsonObject): boolean {
  const size = JSON.stringify(after).length
  return size > LARGEST_TRAITS && size >= JSON.stringify(before).length
}
