import type { Identifier } from '@polyphon/values'
import type { Doubts } from './addresses.js'

export type Verdict = 'matched' | 'linked' | 'created' | 'blocked' | 'over_limit' | 'ambiguous' | 'unverified'

/** What became of one identifier of an event. */
export interface IdentifierVerdict extends Identifier {
  readonly verdict: Verdict
}

/** Whose event it is, and what follows for who belongs together. */
export interface IdentityDecision {
  /** Null when nothing said who it was. */
  readonly profileId: string | null
  readonly created: boolean
  readonly absorbed: readonly { readonly profileId: string; readonly rule: string }[]
  /** Identifiers that lead to this person from now on. */
  readonly owned: readonly Identifier[]
  /** Identifiers that this person is known by, shared ones included. */
  readonly seen: readonly Identifier[]
  /** What nobody vouches for; null when there is nothing to doubt. */
  readonly doubts: Doubts | null
  /** Identifiers that turned out to be shared by people who are not the same. */
  readonly nowAmbiguous: readonly Identifier[]
  /** The ambiguous identifier whose anonymous profile this is. */
  readonly anonymousHomeOf: Identifier | null
  readonly verdicts: readonly IdentifierVerdict[]
  readonly warnings: readonly string[]
  /** Why identifiers were linked. */
  readonly rule: string
}
