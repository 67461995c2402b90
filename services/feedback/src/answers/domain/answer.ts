import type { Identifier } from '@polyphon/contracts'
import type { WhatCounts } from './answers.js'
import type { Properties } from './properties.js'

/** What somebody answered, as far as they have come. */
export interface Answer extends WhatCounts {
  readonly id: string
  readonly survey: string
  readonly version: number
  readonly profileId: string | null
  /** Kept where nobody is known yet, so that the answer finds its person later. */
  readonly identifier: Identifier | null
  readonly invitationId: string | null
  readonly runId: string | null
  readonly properties: Properties
  readonly complete: boolean
  readonly locale: string | null
  readonly occurredAt: Date
  readonly receivedAt: Date
}
