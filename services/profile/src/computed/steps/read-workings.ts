import type { Tx } from '@polyphon/service-kit'
import { consentAt, EVERY_PURPOSE } from '@polyphon/values'
import { becauseOfConsent } from '../../people/domain/consent.js'
import type { Subject } from '../../people/store/subjects.js'
import { readOccurrences } from '../../segments/store/occurrences.js'
import { type ComputedSet, type ComputedTrait, isComputed } from '../domain/computed-trait.js'
import { needsOf } from '../domain/needs.js'
import { describeValue, notLookedAt, type Working } from '../domain/working.js'

/** How the values of these traits come about for a person, by key. Of whoever does not allow a purpose nothing is read for it. */
export async function readWorkings(
  tx: Tx,
  { profileId, consents }: Pick<Subject, 'profileId' | 'consents'>,
  { set, traits }: { readonly set: ComputedSet; readonly traits: readonly ComputedTrait[] },
): Promise<ReadonlyMap<string, Working>> {
  const allowed = traits.filter((trait) => isComputed(trait, consents, set, tx.now))
  const needs = needsOf(allowed, tx.now, set)
  const history = needs.size === 0 ? undefined : (await readOccurrences(tx, [{ profileId, needs }])).get(profileId)
  const workingOf = (trait: ComputedTrait): Working => {
    if (trait.isArchived) return notLookedAt('archived', 'the computed trait is archived')
    if (allowed.includes(trait))
      return describeValue(trait, history?.get(trait.event) ?? [], { now: tx.now, clock: set })
    const isRestricted = consentAt(consents, EVERY_PURPOSE, tx.now) === 'objected'
    const because = becauseOfConsent(consents, trait.purpose, { rules: set.rules, now: tx.now })
    return notLookedAt(isRestricted ? 'restricted' : 'not_allowed', because)
  }
  return new Map(traits.map((trait) => [trait.key, workingOf(trait)]))
}
