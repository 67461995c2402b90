import type { MessageClass } from '@polyphon/contracts'

/** What a provider call came to. Only what the server itself replied is certain. */
export type SendResult =
  /** It has taken it; `isOnItsWay` where it will report the sending itself. */
  | { readonly outcome: 'accepted'; readonly isOnItsWay?: boolean }
  /** It will never take this message. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** It says that the address does not exist. */
  | { readonly outcome: 'bounced'; readonly reason: string }
  /** It has certainly not taken it, and may later; not before, where it says so. */
  | { readonly outcome: 'not_taken'; readonly reason: string; readonly retryAfterMs?: number }
  /** It may or may not have taken it. */
  | { readonly outcome: 'unclear'; readonly reason: string }

/** Its turn came when the lease was too far gone to begin sending. */
export const TOO_LATE: SendResult = { outcome: 'not_taken', reason: 'no_turn_in_time' }

export interface Attempt {
  readonly class: MessageClass
  /** Who gets it twice sees it once. */
  readonly isRepeatable: boolean
  /** Counts this one. */
  readonly attempts: number
  readonly firstAttemptAt: Date
  /** Between 0 and 1: spreads the retries of many. */
  readonly jitter: number
  readonly firstPauseMs: number
}

export type NextStep =
  | { readonly step: 'sent' }
  | { readonly step: 'failed'; readonly reason: string }
  | { readonly step: 'uncertain'; readonly reason: string }
  | { readonly step: 'retry'; readonly reason: string; readonly at: Date }

const MAX_ATTEMPTS = 8
const MAX_RETRY_MS = 30 * 60_000

/**
 * Decides what follows an attempt. What is unclear is never sent again by itself, but for transactional and
 * service messages of a channel where a repetition shows as one: they must arrive at least once.
 */
export function decideNextStep(result: SendResult, attempt: Attempt, now: Date): NextStep {
  switch (result.outcome) {
    case 'accepted':
      return { step: 'sent' }
    case 'refused':
    case 'bounced':
      return { step: 'failed', reason: result.reason }
    case 'not_taken': {
      const at = nextTry(attempt, now, result.retryAfterMs)
      return at === null ? { step: 'failed', reason: result.reason } : { step: 'retry', reason: result.reason, at }
    }
    case 'unclear': {
      const mustArrive = attempt.class === 'transactional' || attempt.class === 'service'
      const at = mustArrive && attempt.isRepeatable ? nextTry(attempt, now) : null
      return at === null ? { step: 'uncertain', reason: result.reason } : { step: 'retry', reason: result.reason, at }
    }
    default:
      return result satisfies never
  }
}

/** Up to eight tries in thirty minutes, each pause about twice the one before, and at least `leastMs`. */
function nextTry({ attempts, firstAttemptAt, jitter, firstPauseMs }: Attempt, now: Date, leastMs = 0): Date | null {
  if (attempts >= MAX_ATTEMPTS) return null
  const pause = firstPauseMs * 2 ** (attempts - 1) * (0.5 + jitter / 2)
  const at = now.getTime() + Math.max(pause, leastMs)
  return at - firstAttemptAt.getTime() > MAX_RETRY_MS ? null : new Date(at)
}
