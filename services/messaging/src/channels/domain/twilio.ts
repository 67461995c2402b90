import type { EvidenceEvent } from './evidence.js'
import type { SendResult } from './outcome.js'

/** What an error of Twilio's means for a message (https://www.twilio.com/docs/api/errors). */
type ErrorMeaning = 'gone' | 'unreachable' | 'later'

const MEANINGS: ReadonlyMap<number, ErrorMeaning> = new Map([
  // Nobody will ever get a message at this number, or its owner has answered STOP.
  ...[21_211, 21_214, 21_217, 21_610, 21_614, 30_005, 63_003].map((code) => [code, 'gone'] as const),
  // The number exists; today nothing arrives there.
  ...[30_003, 30_006].map((code) => [code, 'unreachable'] as const),
  // Too many at once, a full queue, an account or a right that the operator may mend.
  ...[14_107, 20_003, 20_005, 20_429, 21_408, 21_611, 30_001, 30_002, 63_018].map((code) => [code, 'later'] as const),
])

const reasonOf = (code: number): string => `twilio_${code}`

/** What an answer that refuses comes to: the message is not taken in either case. */
export function resultOfError(code: number, retryAfterMs: number | null): SendResult {
  const reason = reasonOf(code)
  switch (MEANINGS.get(code)) {
    case 'gone':
      return { outcome: 'bounced', reason: `permanent; ${reason}` }
    case 'unreachable':
      return { outcome: 'bounced', reason }
    case 'later':
      return { outcome: 'not_taken', reason, ...(retryAfterMs === null ? {} : { retryAfterMs }) }
    case undefined:
      return { outcome: 'refused', reason }
  }
}

/** What a status says of a message. */
export interface StatusReport {
  readonly event: EvidenceEvent
  readonly reason: string | null
}

/** Reads a status of Twilio's; null for a word that it is not known to use for what is sent. */
export function readStatus(status: string, errorCode: number | null): StatusReport | null {
  switch (status) {
    case 'accepted':
    case 'scheduled':
    case 'queued':
    case 'sending':
      return { event: 'accepted', reason: null }
    case 'sent':
    case 'partially_delivered':
      return { event: 'sent', reason: null }
    case 'delivered':
    case 'read':
      return { event: status, reason: null }
    case 'undelivered':
    case 'failed':
      return failureOf(status, errorCode)
    case 'canceled':
      return { event: 'failed', reason: 'twilio_canceled' }
    default:
      return null
  }
}

function failureOf(status: string, code: number | null): StatusReport {
  if (code === null) return { event: 'failed', reason: `twilio_${status}` }
  const meaning = MEANINGS.get(code)
  if (meaning === 'gone') return { event: 'bounced', reason: `permanent; ${reasonOf(code)}` }
  return { event: meaning === 'unreachable' ? 'bounced' : 'failed', reason: reasonOf(code) }
}

/** The code of an error, in an answer or a callback; null if there is none. */
export function readErrorCode(given: unknown): number | null {
  const code = typeof given === 'string' && /^\d{1,6}$/.test(given) ? Number(given) : given
  return typeof code === 'number' && Number.isInteger(code) && code > 0 ? code : null
}
