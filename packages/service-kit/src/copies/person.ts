import type { Identifier } from '@polyphon/contracts'

/** Who somebody is, as far as this service needs to know. */
export interface Person {
  readonly profileId: string
  readonly revision: number
  readonly traits: Readonly<Record<string, unknown>>
  readonly identifiers: readonly Identifier[]
  readonly segments: readonly string[]
  readonly accounts: readonly Readonly<Record<string, unknown>>[]
  readonly locale: string | null
  readonly timeZone: string | null
}
