import { durationMs, firstMomentOfDay, wallTime } from '@polyphon/values'
import type { ComputedContent, ComputedSet, Period } from './computed-trait.js'

const DAY_MS = 86_400_000

type Clock = Pick<ComputedSet, 'timeZone' | 'weekStart'>

/** A period of the calendar: from its first moment up to the first one behind it. */
export interface Bounds {
  readonly from: Date
  readonly to: Date
}

/** The day, week, month or year that is under way where the clocks show the time of a zone. */
export function periodAt(at: Date, period: Period, { timeZone, weekStart }: Clock): Bounds {
  const wall = new Date(Math.floor(wallTime(at, timeZone) / DAY_MS) * DAY_MS)
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()]
  const between = (from: number, to: number): Bounds => ({
    from: firstMomentOfDay(from, timeZone),
    to: firstMomentOfDay(to, timeZone),
  })
  if (period === 'year') return between(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))
  if (period === 'month') return between(Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1))
  const sinceStart = period === 'week' ? (wall.getUTCDay() - weekStart + 7) % 7 : 0
  const days = period === 'week' ? 7 : 1
  return between(Date.UTC(year, month, day - sinceStart), Date.UTC(year, month, day - sinceStart + days))
}

/** Behind which moment (exclusive) events count now; null for all that ever happened. */
export function countsSince({ within, calendar }: ComputedContent, now: Date, clock: Clock): Date | null {
  if (within !== undefined) return new Date(now.getTime() - durationMs(within))
  if (calendar === undefined) return null
  return new Date(periodAt(now, calendar, clock).from.getTime() - 1)
}

/** When time alone may change a value that comes from these events (newest first, at least one); null for never. */
export function changesAt(
  { compute, within, calendar }: ComputedContent,
  { newest, oldest }: { readonly newest: Date; readonly oldest: Date },
  { now, clock }: { readonly now: Date; readonly clock: Clock },
): Date | null {
  const moments: number[] = []
  if (within !== undefined) moments.push(oldest.getTime() + durationMs(within))
  if (calendar !== undefined) moments.push(periodAt(now, calendar, clock).to.getTime())
  if (compute === 'recency') moments.push(newest.getTime() + (daysSince(newest, now) + 1) * DAY_MS)
  return moments.length === 0 ? null : new Date(Math.min(...moments))
}

/** Whole days of 24 hours. */
export const daysSince = (at: Date, now: Date): number => Math.floor((now.getTime() - at.getTime()) / DAY_MS)
