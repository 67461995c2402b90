const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

/** How long after each failed try the next one is made; together more than five days. After the last one a delivery has failed. */
export const PAUSES_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
  24 * HOUR,
  24 * HOUR,
]

/** After so long of failures alone a webhook is disabled. */
export const DISABLED_AFTER_MS = 5 * 24 * HOUR

const LONGEST_WISH_MS = 24 * HOUR
// Endpoints that were away together must not be asked together for ever.
const SPREAD = 0.2

/**
 * When to try again after `attempts` failed tries; null after the last one. `jitter` is between 0 and 1; what the endpoint
 * has asked for (`Retry-After`) counts where it is later, up to a day.
 */
export function nextTry(
  attempts: number,
  { at, jitter, wishedMs }: { readonly at: Date; readonly jitter: number; readonly wishedMs: number | null },
): Date | null {
  const pause = PAUSES_MS[attempts - 1]
  if (pause === undefined) return null
  const spread = pause * (1 - SPREAD + 2 * SPREAD * jitter)
  return new Date(at.getTime() + Math.max(spread, boundedWish(wishedMs)))
}

/** What an endpoint has asked for, up to a day. */
export const boundedWish = (wishedMs: number | null): number => Math.min(wishedMs ?? 0, LONGEST_WISH_MS)
