import type { OutsideAnswer } from '../outside/outside.js'
import type { OutsideError } from '../outside/outside-error.js'
import { readRetryAfter } from '../outside/retry-after.js'
import { boundedWish, DISABLED_AFTER_MS, nextTry } from './schedule.js'
import type { DisabledBecause } from './webhook.js'

/** One try, as the log of deliveries keeps it. */
export interface Try {
  readonly at: string
  readonly tookMs: number
  /** What the endpoint answered, where it did. */
  readonly status?: number
  /** Why it counts as failed: `status`, or why there was no answer. */
  readonly error?: string
}

/** What came of a call. */
export type Called = { readonly answer: OutsideAnswer } | { readonly failure: OutsideError }

/** What a try came to. */
export interface Outcome {
  readonly tried: Try
  readonly isDelivered: boolean
  /** The endpoint has said that it is gone (410). */
  readonly isGone: boolean
  /** What it has asked for, in milliseconds from the try on. */
  readonly wishedMs: number | null
}

// Whoever says one of these asks for rest, from all of us.
const ASKS_FOR_REST: ReadonlySet<number> = new Set([429, 503])

/** Reads an answer as Standard Webhooks means it: 2xx is taken, 410 is gone for good, everything else is tried again. */
export function readOutcome(called: Called, { at, tookMs }: { readonly at: Date; readonly tookMs: number }): Outcome {
  const tried = { at: at.toISOString(), tookMs }
  if ('failure' in called)
    return { tried: { ...tried, error: called.failure.code }, isDelivered: false, isGone: false, wishedMs: null }
  const { status, headers } = called.answer
  if (status >= 200 && status < 300)
    return { tried: { ...tried, status }, isDelivered: true, isGone: false, wishedMs: null }
  return {
    tried: { ...tried, status, error: 'status' },
    isDelivered: false,
    isGone: status === 410,
    wishedMs: ASKS_FOR_REST.has(status) ? readRetryAfter(headers['retry-after'], at) : null,
  }
}

/** What becomes of a delivery: its next try, or that it has failed for good. */
export function decideDelivery(
  { isDelivered, wishedMs }: Outcome,
  { attempts, now, jitter }: { readonly attempts: number; readonly now: Date; readonly jitter: number },
): { readonly state: 'delivered' | 'failed' | 'waiting'; readonly runAt: Date | null } {
  if (isDelivered) return { state: 'delivered', runAt: null }
  const runAt = nextTry(attempts, { at: now, jitter, wishedMs })
  return { state: runAt === null ? 'failed' : 'waiting', runAt }
}

/** How an endpoint does, as its last tries have shown. */
export interface Standing {
  readonly failingSince: Date | null
  readonly disabledBecause: DisabledBecause | null
  readonly pacedUntil: Date | null
}

/** How an endpoint does after some more tries, in their order. */
export function decideStanding(before: Standing, outcomes: readonly Outcome[], now: Date): Standing {
  let { failingSince, disabledBecause, pacedUntil } = before
  for (const { isDelivered, isGone, wishedMs } of outcomes) {
    failingSince = isDelivered ? null : (failingSince ?? now)
    if (isGone) disabledBecause ??= 'gone'
    const rests = new Date(now.getTime() + boundedWish(wishedMs))
    if (wishedMs !== null && (pacedUntil === null || rests > pacedUntil)) pacedUntil = rests
  }
  const isOver = failingSince !== null && now.getTime() - failingSince.getTime() >= DISABLED_AFTER_MS
  return { failingSince, disabledBecause: disabledBecause ?? (isOver ? 'failing' : null), pacedUntil }
}
