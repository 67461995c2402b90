/** Where a clock stands that was moved. */
interface Moved {
  /** By how much it is ahead of the server. */
  readonly offsetMs: number
  /** When it was moved, by the server's time. */
  readonly changedAt: Date
}

export type ClockDecision =
  | { readonly outcome: 'moved'; readonly clock: Moved }
  /** It was moved there already. */
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'backwards'; readonly now: Date }
  | { readonly outcome: 'too_far'; readonly latest: Date }

/** Ten years, two or three of them leap years: how far a clock may be ahead in all. */
export const MOST_AHEAD_MS = 3_652 * 86_400_000

/**
 * Decides about moving a clock to a moment. It goes forward only, by at least a millisecond; to be told the same once more, as
 * by a request that is sent again, changes nothing.
 */
export function decideClock(before: Moved | null, to: Date, serverNow: Date): ClockDecision {
  if (before !== null && before.changedAt.getTime() + before.offsetMs === to.getTime()) return { outcome: 'unchanged' }
  const now = serverNow.getTime() + (before?.offsetMs ?? 0)
  if (to.getTime() === now) return { outcome: 'unchanged' }
  if (to.getTime() < now) return { outcome: 'backwards', now: new Date(now) }
  const offsetMs = to.getTime() - serverNow.getTime()
  if (offsetMs > MOST_AHEAD_MS) return { outcome: 'too_far', latest: new Date(serverNow.getTime() + MOST_AHEAD_MS) }
  return { outcome: 'moved', clock: { offsetMs, changedAt: serverNow } }
}
