import type { PersonIdentifier } from '@polyphon/contracts'
import type { Consents } from '@polyphon/values'

/** Who somebody is, as far as this service needs to know. */
export interface Person {
  readonly profileId: string
  readonly revision: number
  readonly traits: Readonly<Record<string, unknown>>
  /** All of them; one that is not verified is neither written to nor matched. */
  readonly identifiers: readonly PersonIdentifier[]
  readonly segments: readonly string[]
  readonly accounts: readonly Readonly<Record<string, unknown>>[]
  /** What they have said to purposes; `allowsPurpose` says what follows. */
  readonly consents: Consents
  /** What is known of them may be kept and not used. */
  readonly restricted: boolean
  readonly locale: string | null
  readonly timeZone: string | null
}
