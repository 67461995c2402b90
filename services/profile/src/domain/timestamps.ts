/** When something happened, after a wrong clock has been corrected. */
export interface EventTime {
  readonly occurredAt: Date
  /** What the client said, where that is another time. */
  readonly originalAt: Date | null
  /** By how much the client's clock was corrected; 0 when it was believed. */
  readonly skewMs: number
}

export interface SentTimes {
  /** When the client says it sent the request. */
  readonly sentAt: Date | null
  /** When the client says it happened. */
  readonly saidAt: Date | null
  readonly receivedAt: Date
}

// Less than this is the way through the network, or a retry that repeats its first sentAt.
const TOLERATED_SKEW_MS = 5_000

/** Corrects the time of an event by how far the client's clock is off; nothing happens after it was received. */
export function decideEventTime({ sentAt, saidAt, receivedAt }: SentTimes): EventTime {
  if (saidAt === null) return { occurredAt: receivedAt, originalAt: null, skewMs: 0 }
  const offMs = sentAt === null ? 0 : receivedAt.getTime() - sentAt.getTime()
  const skewMs = Math.abs(offMs) > TOLERATED_SKEW_MS ? offMs : 0
  const corrected = Math.min(saidAt.getTime() + skewMs, receivedAt.getTime())
  // A clock that went far wrong must not carry the event out of all calendars.
  const occurredAt = corrected < EARLIEST ? receivedAt : new Date(corrected)
  return { occurredAt, originalAt: occurredAt.getTime() === saidAt.getTime() ? null : saidAt, skewMs }
}

const EARLIEST = Date.UTC(1900, 0)
const LATEST = Date.UTC(2200, 0)
const SHAPE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const ZONE = /(Z|[+-]\d{2}:?\d{2})$/i

/** Reads a time as clients write it, ISO 8601 or milliseconds since 1970; without a zone it is UTC. Null when it is none. */
export function readTime(said: unknown): Date | null {
  const time = typeof said === 'number' ? said : typeof said === 'string' ? parseTime(said.trim()) : Number.NaN
  return time >= EARLIEST && time < LATEST ? new Date(time) : null
}

function parseTime(text: string): number {
  if (!SHAPE.test(text)) return Number.NaN
  const iso = text.replace(' ', 'T').replace(',', '.').replace(/\s+/g, '')
  return Date.parse(iso.length === 10 || ZONE.test(iso.slice(10)) ? iso : `${iso}Z`)
}
