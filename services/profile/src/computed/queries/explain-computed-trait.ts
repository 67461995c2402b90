import { AppError, type Tx } from '@polyphon/service-kit'
import { becauseOfConsent } from '../../people/domain/consent.js'
import { isSame } from '../../people/domain/traits.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readSubject } from '../../people/store/subjects.js'
import { isComputed } from '../domain/computed-trait.js'
import type { Working } from '../domain/working.js'
import { readWorkings } from '../steps/read-workings.js'
import { readComputedSet } from '../store/computed-traits.js'

/** How a value came about, and whether the person allows that it is worked out. */
export interface ComputedExplanation extends Working {
  readonly purpose: { readonly name: string; readonly allowed: boolean; readonly because: string }
}

/** Says what somebody has of a computed trait and why; what is being worked out just now is answered as it still stands. */
export async function explainComputedTrait(
  tx: Tx,
  { profileId, key }: { readonly profileId: string; readonly key: string },
): Promise<ComputedExplanation> {
  const subject = await readSubject(tx, profileId)
  if (subject === null) throw profileUnknown()
  const set = await readComputedSet(tx)
  const trait = set.traits.find((candidate) => candidate.key === key)
  if (trait === undefined) throw new AppError('missing', 'computed_trait_unknown', 'There is no such computed trait.')
  const working = (await readWorkings(tx, subject, { set, traits: [trait] })).get(key)
  if (working === undefined) throw new Error('Every trait has a working.')
  const value = Object.hasOwn(subject.computed, key) ? subject.computed[key] : undefined
  const purpose = {
    name: trait.purpose,
    allowed: isComputed({ ...trait, isArchived: false }, subject.consents, set, tx.now),
    because: becauseOfConsent(subject.consents, trait.purpose, { rules: set.rules, now: tx.now }),
  }
  if (isSame(value, working.value)) return { ...working, value, purpose }
  const because = `it is being worked out anew; what comes of it: ${working.because}`
  return { ...working, value, purpose, reason: 'under_way', because }
}
