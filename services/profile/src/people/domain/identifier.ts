import type { Identifier } from '@polyphon/values'

/** An identifier of a person with the first and last time that an event carried it. */
export interface IdentifierLink extends Identifier {
  /** False for an address that only a publishable key has named: it is kept, but neither written to nor matched. */
  readonly verified: boolean
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}
