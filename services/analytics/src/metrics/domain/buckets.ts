import { EARLIEST_MOMENT, LATEST_MOMENT, momentOfWall, offsetsOf, type ZoneOffset } from '@polyphon/values'
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
