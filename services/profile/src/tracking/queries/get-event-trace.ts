import { AppError, type Tx } from '@polyphon/service-kit'
import type { EventTrace } from '../domain/interaction.js'
import { readTrace } from '../store/interactions.js'
import { readRejection } from '../store/rejections.js'

/** What became of an event: applied, and whose it was, or refused, and why. */
export interface EventReport extends EventTrace {
  readonly messageId: string
  readonly accepted: boolean
  readonly receivedAt: Date
  readonly occurredAt: Date | null
  readonly originalTimestamp: Date | null
  readonly skewMs: number
  readonly profileId: string | null
  /** Why it was refused. */
  readonly code: string | null
  readonly detail: string | null
}

export async function getEventTrace(tx: Tx, messageId: string): Promise<EventReport> {
  const stored = await readTrace(tx, messageId)
  if (stored !== null)
    return { ...stored, accepted: true, originalTimestamp: stored.originalAt, code: null, detail: null }
  const refused = await readRejection(tx, messageId)
  if (refused === null) throw new AppError('missing', 'event_unknown', 'No such event was received.')
  return {
    ...refused,
    messageId,
    accepted: false,
    occurredAt: null,
    originalTimestamp: null,
    skewMs: 0,
    profileId: null,
    identifiers: [],
    segmentsEntered: [],
    segmentsLeft: [],
    warnings: [],
  }
}
