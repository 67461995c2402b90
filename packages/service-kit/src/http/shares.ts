/** Who uses how much of this process, by the requests of the last one or two windows. */
export interface Shares {
  /** Counts a request; answers how many times the average of all callers this one takes, 1 where it is alone. */
  count(caller: string): number
}

const WINDOW_MS = 1_000
// Callers beyond these are counted as one another would be: as small.
const MOST_CALLERS = 10_000

/** Counts by caller in two windows that take turns, so that nothing has to be looked through. */
export function openShares(clock: () => number = () => performance.now()): Shares {
  let before = new Map<string, number>()
  let counts = new Map<string, number>()
  let [totalBefore, total, endsAt] = [0, 0, clock() + WINDOW_MS]
  const turn = (now: number): void => {
    const isIdle = now >= endsAt + WINDOW_MS
    before = isIdle ? new Map() : counts
    totalBefore = isIdle ? 0 : total
    counts = new Map()
    total = 0
    endsAt = now + WINDOW_MS
  }
  return {
    count: (caller) => {
      const now = clock()
      if (now >= endsAt) turn(now)
      const own = (counts.get(caller) ?? 0) + 1
      if (own > 1 || counts.size < MOST_CALLERS) counts.set(caller, own)
      total += 1
      const callers = Math.max(counts.size, before.size, 1)
      return ((own + (before.get(caller) ?? 0)) * callers) / (total + totalBefore)
    },
  }
}

/** How hard this process is pressed: late answers begin to be felt, or nobody is served well any more. */
export type Pressed = 'no' | 'late' | 'too_late'

/**
 * Who is refused first: whoever takes more than an equal share as soon as answers come late, whoever is not small when they
 * come too late. A caller who is alone is refused only then.
 */
export function isRefused(pressed: Pressed, share: number): boolean {
  if (pressed === 'no') return false
  return pressed === 'late' ? share > 1.25 : share > 0.5
}
