import type { Identifier } from '@polyphon/contracts'
import type { Score, TextAnswer } from './answers.js'
import type { Properties } from './properties.js'

/** What somebody answered, as far as they have come. */
export interface Answer {
  readonly id: string
  readonly survey: string
  readonly version: number
  readonly profileId: string | null
  /** Kept where nobody is known yet, so that the answer finds its person later. */
  readonly identifier: Identifier | null
  readonly invitationId: string | null
  readonly runId: string | null
  readonly scores: readonly Score[]
  readonly texts: readonly TextAnswer[]
  readonly properties: Properties
  readonly complete: boolean
  readonly locale: string | null
  readonly occurredAt: Date
  readonly receivedAt: Date
}
