import { isUsualMoment, readMoment } from '@polyphon/values'
import { NO_SHIFT, SAME_CLOCK_MS, type Shift } from './clock.js'

/** When something happened, after a wrong clock has been corrected. */
export interface EventTime {
  readonly occurredAt: Date
  /** What the client said, where that is another time. */
  readonly originalAt: Date | null
  /** By how much the client's clock was corrected; 0 when it was believed. */
  readonly skewMs: number
}

/** Corrects the time of an event by how far the client's clock is off; nothing happens after it was received. */
export function decideEventTime(saidAt: Date | null, receivedAt: Date, shift: Shift = NO_SHIFT): EventTime {
  if (saidAt === null) return { occurredAt: receivedAt, originalAt: null, skewMs: 0 }
  const skewMs = skewOf(saidAt.getTime() - receivedAt.getTime(), shift)
  const corrected = new Date(Math.min(saidAt.getTime() + skewMs, receivedAt.getTime()))
  // A clock that went far wrong must not carry the event out of all calendars.
  const occurredAt = isUsualMoment(corrected) ? corrected : receivedAt
  return { occurredAt, originalAt: occurredAt.getTime() === saidAt.getTime() ? null : saidAt, skewMs }
}

// Where nothing says that the clock is wrong, one time of the future moves no others to its past: they are of another clock.
function skewOf(leadMs: number, { byMs, isCertain }: Shift): number {
  if (isCertain || -byMs - leadMs <= SAME_CLOCK_MS) return byMs
  return Math.min(0, -leadMs)
}

/** Reads a time as clients write it; without a zone it is UTC. Null when it is none between 1900 and 2199. */
export function readTime(said: unknown): Date | null {
  const time = readMoment(said, 'UTC')
  return time !== undefined && isUsualMoment(time) ? time : null
}
