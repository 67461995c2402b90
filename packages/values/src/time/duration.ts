import { z } from 'zod'
import { remembered } from '../remembered.js'
import { momentOfWall, wallTime } from './civil.js'

const PATTERN = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
// The same without looking ahead, which not every language of those who read our schemas can.
const PLAIN_PATTERN = /^P(?:\d+W(?:\d+D)?|\d+D|(?:\d+W)?(?:\d+D)?T(?:\d+H(?:\d+M)?(?:\d+S)?|\d+M(?:\d+S)?|\d+S))$/
const DAY_MS = 86_400_000
const LONGEST_MS = 36_525 * DAY_MS

interface Parts {
  readonly days: number
  readonly restMs: number
}

function partsOf(text: string): Parts | undefined {
  const found = PATTERN.exec(text)
  if (found === null) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const parts = { days: weeks * 7 + days, restMs: ((hours * 60 + minutes) * 60 + seconds) * 1000 }
  return parts.days * DAY_MS + parts.restMs <= LONGEST_MS ? parts : undefined
}

/** ISO 8601 duration of weeks, days, hours, minutes and seconds, at most 100 years. Months and years have no fixed length and are refused. */
export const Duration = z
  .string()
  .regex(PLAIN_PATTERN, 'An ISO 8601 duration without months and years, such as P30D or PT4H.')
  .refine((text) => !PATTERN.test(text) || partsOf(text) !== undefined, 'At most 100 years.')
export type Duration = z.infer<typeof Duration>

/** A duration with a sign: `-P1D` is a day before. */
export const SignedDuration = z
  .string()
  .regex(/^[+-]?P/, 'A duration, with a minus before it for earlier.')
  .refine((text) => Duration.safeParse(text.replace(/^[+-]/, '')).success, 'A duration such as -P1D or PT2H.')

/** Length of a duration in milliseconds; a day is always 24 hours here. Throws on text that `Duration` refuses. */
export function durationMs(text: string): number {
  const { days, restMs } = required(text)
  return days * DAY_MS + restMs
}

/**
 * The moment a duration (`SignedDuration`) later: `P1D` is the same time on the next day of the calendar, `PT24H` is 24
 * hours later. Throws on text that is none.
 */
export function addDuration(from: Date, duration: string, zone: string): Date {
  const sign = duration.startsWith('-') ? -1 : 1
  const { days, restMs } = required(duration.replace(/^[+-]/, ''))
  const moved = days === 0 ? from : momentOfWall(wallTime(from, zone) + sign * days * DAY_MS, zone)
  return new Date(moved.getTime() + sign * restMs)
}

// Conditions ask for the length of the same few durations with every event.
const required = remembered((text: string): Parts => {
  const parts = partsOf(text)
  if (parts === undefined) throw new RangeError('Not a duration.')
  return parts
})
