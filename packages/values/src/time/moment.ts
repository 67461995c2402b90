import { momentOfWall, type WallTime } from './civil.js'
import { readWritten, type Written } from './written.js'
import { canonicalZone } from './zone.js'

/** What calendars, databases and people take for granted: 1900 to 2199. */
export const EARLIEST_MOMENT: Date = new Date(Date.UTC(1900, 0))
export const LATEST_MOMENT: Date = new Date(Date.UTC(2200, 0) - 1)

/** Whether a moment lies between 1900 and 2199. */
export function isUsualMoment(at: Date): boolean {
  return at >= EARLIEST_MOMENT && at <= LATEST_MOMENT
}

/**
 * Reads a time as programs write it: ISO 8601 (also basic, by week and by day of the year) and RFC 3339, 9557, 5322,
 * what databases and languages print, seconds, milli-, micro- and nanoseconds since 1970. A date or local time is taken in
 * `zone`. Undefined for everything that could mean two things (`01/02/2026`), that does not exist (30 February), and that
 * is no time. Finer than a millisecond is cut off.
 */
export function readMoment(value: unknown, zone: string): Date | undefined {
  if (typeof value === 'number') return ofUnixTime(value)
  if (typeof value !== 'string' || value.length > LONGEST_TEXT) return undefined
  const utc = readUsual(value)
  if (utc !== undefined) return new Date(utc)
  const text = value.trim()
  if (UNIX_TIME.test(text)) return ofUnixTime(Number(text))
  const written = readWritten(text)
  return written === undefined ? undefined : momentOf(written, zone)
}

/** Reads a time as programs write it; without a zone it is UTC. Null when it is none between 1900 and 2199. */
export function readTime(value: unknown): Date | null {
  const at = readMoment(value, 'UTC')
  return at !== undefined && isUsualMoment(at) ? at : null
}

/** Reads the one form of RFC 3339: a date, a `T`, a time to the second or finer, and `Z` or `±hh:mm`. */
export function readTimestamp(text: string): Date | undefined {
  return TIMESTAMP.test(text) ? readMoment(text, 'UTC') : undefined
}

const LONGEST_TEXT = 120

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

function momentOf({ wall, offsetMs, zone: named }: Written, zone: string): Date | undefined {
  if (offsetMs !== null) return new Date(wall - offsetMs)
  if (named === null) return momentOfWall(wall, zone)
  const known = canonicalZone(named)
  return known === null ? undefined : momentOfWall(wall, known)
}

const UNIX_TIME = /^\d{9,19}(?:\.\d{1,9})?$/

/**
 * Reads seconds, milli-, micro- or nanoseconds since 1970. The ranges in which each says a time between 1973 and 5138 do
 * not touch; what lies below all of them (0, 20261122) is no time that anybody meant.
 */
function ofUnixTime(number: number): Date | undefined {
  if (!(number >= 1e8 && number < 1e20)) return undefined
  if (number < 1e11) return new Date(Math.round(number * 1e6) / 1e3)
  if (number < 1e14) return new Date(number)
  return new Date(number < 1e17 ? number / 1e3 : number / 1e6)
}

/** The form that most programs send, without a look at all others: `2026-11-22T10:00:00.000Z`, also without milliseconds. */
function readUsual(text: string): WallTime | undefined {
  const { length } = text
  if ((length !== 24 && length !== 20) || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84)
    return undefined
  if (!USUAL.test(text)) return undefined
  const ms = Date.parse(text)
  // 30 February becomes 2 March in JavaScript.
  return new Date(ms).getUTCDate() === Number(text.slice(8, 10)) ? ms : undefined
}

const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/
