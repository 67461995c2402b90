import { Temporal } from 'temporal-polyfill'
import type { Window } from './step-parts.js'

const PARTS = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Reads a duration; days and weeks are those of the calendar, the rest is elapsed time. */
function partsOf(text: string): { readonly days: number; readonly seconds: number } {
  const [, sign, weeks, days, hours, minutes, seconds] = PARTS.exec(text) ?? []
  const factor = sign === '-' ? -1 : 1
  return {
    days: factor * (Number(weeks ?? 0) * 7 + Number(days ?? 0)),
    seconds: factor * (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)),
  }
}

/** The moment of a local time. One that the clocks skip becomes the first one after the gap, one that they repeat the earlier. */
function momentOf(local: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const found = local.toZonedDateTime(zone, { disambiguation: 'compatible' })
  if (found.toPlainDateTime().equals(local)) return found
  return found.getTimeZoneTransition('previous') ?? found
}

/** Adds a duration: `P1D` is the same time on the next day, `PT24H` is 24 hours later. */
export function addInZone(from: Date, duration: string, zone: string): Date {
  const { days, seconds } = partsOf(duration)
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone)
  const moved = days === 0 ? start : momentOf(start.toPlainDateTime().add({ days }), zone)
  return new Date(moved.add({ seconds }).epochMilliseconds)
}

/** Reads a date-time, or a date or local date-time in the given zone; undefined for everything else. */
export function readMoment(value: unknown, zone: string): Date | undefined {
  if (typeof value !== 'string') return undefined
  try {
    if (/T.*(Z|[+-]\d\d:?\d\d)$/i.test(value)) return new Date(Temporal.Instant.from(value).epochMilliseconds)
    return new Date(momentOf(Temporal.PlainDateTime.from(value), zone).epochMilliseconds)
  } catch (error) {
    // What is not a date is no fault of ours; anything else would be.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

// A week and the day before it, twice: a window may fall into the hour that the clocks skip.
const FIRST_DAY = -1
const LAST_DAY = 15

/** The first moment from `from` on that lies in one of the windows. */
export function nextInWindow(from: Date, windows: readonly Window[], zone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  let best = Number.POSITIVE_INFINITY
  for (let day = FIRST_DAY; day <= LAST_DAY; day += 1) {
    const date = today.add({ days: day })
    for (const window of windows) {
      if (!window.days.includes(date.dayOfWeek)) continue
      const start = clock(date, window.from, zone)
      const end = clock(window.to <= window.from ? date.add({ days: 1 }) : date, window.to, zone)
      const inside = Math.max(start, from.getTime())
      if (inside < end) best = Math.min(best, inside)
    }
  }
  return new Date(best)
}

function clock(date: Temporal.PlainDate, time: string, zone: string): number {
  if (time === '24:00') return clock(date.add({ days: 1 }), '00:00', zone)
  return momentOf(date.toPlainDateTime(Temporal.PlainTime.from(time)), zone).epochMilliseconds
}
