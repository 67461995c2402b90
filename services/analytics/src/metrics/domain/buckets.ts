import { EARLIEST_MOMENT, LATEST_MOMENT, momentOfWall, offsetsOf, wallTime, type ZoneOffset } from '@polyphon/values'
import type { Granularity } from '../../facts/domain/period.js'
import type { Question } from './question.js'

/** The unit of the calendar in which each begins. */
export const bucketUnits: Readonly<Record<Granularity, 'hour' | 'day' | 'week' | 'month'>> = {
  PT1H: 'hour',
  P1D: 'day',
  P1W: 'week',
  P7D: 'week',
  P1M: 'month',
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_ZONES = 100
// The hour that holds the beginning may have begun before, at a change of the clocks.
const LONGEST_HOUR_MS = 7_200_000
const whole = new Map<string, readonly ZoneOffset[]>()

/**
 * By how much the clocks are ahead during the period of a question. The database gets numbers and need not know the
 * zone: it has names and rules of its own, which are not those of this runtime.
 */
export function offsetsOfQuestion({ from, to, timeZone }: Question): readonly ZoneOffset[] {
  if (from !== null && to !== null) return offsetsOf(timeZone, new Date(from.getTime() - LONGEST_HOUR_MS), to)
  const known = whole.get(timeZone)
  if (known !== undefined) return known
  const found = offsetsOf(timeZone, EARLIEST_MOMENT, LATEST_MOMENT)
  // Three centuries of changes cost a tenth of a second to find.
  if (whole.size >= MOST_ZONES) whole.clear()
  whole.set(timeZone, found)
  return found
}

/**
 * The first moment of a bucket. Hours come as moments. Of a day, week or month comes what the clock shows as it begins,
 * which they may show twice (then it is the first) or never (then it is the first moment after it).
 */
export function beginOfBucket({ every, timeZone }: Question, at: Date | null): Date | null {
  return at === null || every === null || every === 'PT1H' ? at : momentOfWall(at.getTime(), timeZone)
}

/** The first moment after a bucket, where the next one begins; of an hour that a change of the clocks cuts short a later one. */
export function endOfBucket({ every, timeZone, weekStart }: Question, at: Date): Date {
  if (every === null || every === 'PT1H') return new Date(at.getTime() + HOUR_MS)
  const wall = wallTime(at, timeZone)
  return momentOfWall(nextOnTheWall(every, wall, weekStart), timeZone)
}

/** What the clock shows when the next day, week or month begins; `wall` may lie anywhere in one. */
function nextOnTheWall(every: Exclude<Granularity, 'PT1H'>, wall: number, weekStart: number): number {
  const day = Math.floor(wall / DAY_MS)
  switch (every) {
    case 'P1D':
      return (day + 1) * DAY_MS
    case 'P1W':
    case 'P7D': {
      // 1 January 1970 was a Thursday.
      const weekday = (((day + THURSDAY - weekStart) % 7) + 7) % 7
      return (day - weekday + 7) * DAY_MS
    }
    case 'P1M': {
      const date = new Date(wall)
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
    }
  }
}

const THURSDAY = 4
