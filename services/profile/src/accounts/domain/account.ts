import type { JsonObject } from '@polyphon/contracts'
import { isSame, learnTraits, type Traits } from '../../people/domain/traits.js'

/** A company, a household or another group of people, as it is now. */
export interface Account extends Traits {
  readonly accountKey: string
  /** Grows with every change of its traits or its parent; 0 while it is being made. */
  readonly version: number
  readonly parent: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The largest sum of all traits of one account, as JSON text. */
export const LARGEST_ACCOUNT_TRAITS = 16_384
/** The same of the moments of them, those included that were removed. */
const LARGEST_TRAIT_TIMES = 4 * LARGEST_ACCOUNT_TRAITS
/** How many accounts may stand above one. */
export const MOST_LEVELS = 20

/** Takes in what is stated of an account; traits that would make it too large are refused as a whole, by null. */
export function learnAccount(known: Account, stated: JsonObject, at: Date): Account | null {
  const { traits, traitTimes, changed } = learnTraits(known, stated, at)
  if (traitTimes === known.traitTimes) return known
  const isWider = Object.keys(traitTimes).length > Object.keys(known.traitTimes).length
  if (isWider && JSON.stringify(traitTimes).length > LARGEST_TRAIT_TIMES) return null
  if (changed.length > 0 && JSON.stringify(traits).length > LARGEST_ACCOUNT_TRAITS) return null
  return { ...known, traits, traitTimes }
}

/** What is stored and published of an account that was `before`. */
export interface RevisedAccount {
  readonly account: Account
  /** Whether anything of its row is new; times alone are stored too. */
  readonly isSaved: boolean
  /** Whether others see anything new. */
  readonly isChanged: boolean
}

/** Decides the version of an account that is to be stored: it grows only with what others see. */
export function reviseAccount(before: Account, after: Account, now: Date): RevisedAccount {
  const isNew = before.version === 0
  const isChanged = isNew || before.parent !== after.parent || !isSame(before.traits, after.traits)
  const account = isChanged ? { ...after, version: before.version + 1, updatedAt: now } : after
  return { account, isChanged, isSaved: isChanged || before.traitTimes !== after.traitTimes }
}

/** Why something cannot stand below something else. */
export type ParentFault = 'circle' | 'too_deep'

/** Decides whether an account may stand below these, the nearest first. */
export function decideAbove(
  accountKey: string,
  { above, levelsBelow }: { readonly above: readonly string[]; readonly levelsBelow: number },
): ParentFault | null {
  if (above.includes(accountKey)) return 'circle'
  return above.length + levelsBelow > MOST_LEVELS ? 'too_deep' : null
}
