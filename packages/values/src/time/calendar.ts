import { z } from 'zod'
import type { Fault } from '../fault.js'
import { momentOfWall, type WallTime, wallTime } from './civil.js'
import { type Hours, midnight, type Stretch, stretchOf, Window } from './window.js'
import { TimeZone } from './zone.js'

const DAY_MS = 86_400_000
const MOST_HOURS = 50
const MOST_HOLIDAYS = 1000

const Holiday = z.strictObject({ date: z.iso.date(), name: z.string().trim().min(1).max(200) })

/** When somebody works: opening hours on the clocks of a zone, and days on which nobody does. */
export const Calendar = z.strictObject({
  timeZone: TimeZone,
  hours: z
    .array(Window)
    .min(1)
    .max(MOST_HOURS)
    .describe('Several on a day are possible, none overlap; a night is two: up to 24:00, and from 00:00'),
  holidays: z
    .array(Holiday)
    .max(MOST_HOLIDAYS)
    .default([])
    .describe('Days on which nobody works, whatever the hours say'),
})
export interface Calendar {
  readonly timeZone: string
  readonly hours: readonly Hours[]
  readonly holidays: readonly { readonly date: string; readonly name: string }[]
}

/**
 * What is hardly meant in a calendar as it was put, as a slip is a deadline that is missed: hours that end before they begin
 * (a night is two: up to 24:00, and from 00:00) or overlap, a holiday that is there twice. What is computed takes them all.
 * `base` is the pointer to the calendar.
 */
export function faultsOfCalendar({ hours, holidays }: Calendar, base: string): readonly Fault[] {
  return [
    ...hours.flatMap((window, index) => faultOfHours(window, hours.slice(0, index), `${base}/hours`) ?? []),
    ...faultsOfHolidays(holidays, `${base}/holidays`),
  ]
}

// Times of a day are compared as texts: all have two digits, a colon and two digits.
function faultOfHours(window: Hours, earlier: readonly Hours[], base: string): Fault | null {
  const pointer = `${base}/${earlier.length}`
  if (window.to <= window.from) {
    const detail = 'They end at or before they begin; a night is two: up to 24:00, and from 00:00.'
    return { pointer: `${pointer}/to`, code: 'end_before_beginning', detail }
  }
  if (new Set(window.days).size < window.days.length)
    return { pointer: `${pointer}/days`, code: 'hours_overlap', detail: 'The same day is named twice.' }
  const at = earlier.findIndex((other) => isOverlapping(other, window))
  const other = earlier[at]
  if (other === undefined) return null
  const day = window.days.find((each) => other.days.includes(each))
  const detail = `On day ${day} ${clockOf(window)} overlaps ${clockOf(other)} of ${base}/${at}.`
  return { pointer, code: 'hours_overlap', detail }
}

const clockOf = ({ from, to }: Hours): string => `${from}–${to}`

const isOverlapping = (left: Hours, right: Hours): boolean =>
  left.from < right.to && right.from < left.to && left.days.some((day) => right.days.includes(day))

function faultsOfHolidays(holidays: Calendar['holidays'], base: string): readonly Fault[] {
  const firsts = new Map<string, number>()
  return holidays.flatMap(({ date }, index) => {
    const first = firsts.get(date)
    if (first === undefined) {
      firsts.set(date, index)
      return []
    }
    const detail = `${date} is a holiday already, by ${base}/${first}.`
    return [{ pointer: `${base}/${index}/date`, code: 'holiday_repeated', detail }]
  })
}

/** Whether a moment lies in business time. */
export function isBusinessTime(at: Date, calendar: Calendar): boolean {
  const moment = at.getTime()
  const today = midnight(wallTime(at, calendar.timeZone))
  // Where the clocks change at midnight a moment may belong to the day before or after that which they show.
  return [today, today - DAY_MS, today + DAY_MS].some((day) =>
    openOn(day, calendar).some(({ from, to }) => from <= moment && moment < to),
  )
}

/** The first moment from one on that lies in business time; null if the calendar never opens (within a year). */
export function nextBusinessTime(from: Date, calendar: Calendar): Date | null {
  for (const { from: begin } of openFrom(from, calendar)) return new Date(begin)
  return null
}

/**
 * How much business time passes from one moment to another, in milliseconds of elapsed time: an hour that the clocks skip
 * counts nothing, one that they repeat twice. Negative if `to` is earlier. A holiday takes away its whole day, also from
 * hours that began on the evening before.
 */
export function businessMs(from: Date, to: Date, calendar: Calendar): number {
  if (to < from) return -businessMs(to, from, calendar)
  let sum = 0
  for (const { from: begin, to: end } of openFrom(from, calendar)) {
    if (begin >= to.getTime()) break
    sum += Math.min(end, to.getTime()) - begin
  }
  return sum
}

/** The moment at which that much business time has passed; null if the calendar never opens (within a year). */
export function addBusinessMs(from: Date, ms: number, calendar: Calendar): Date | null {
  let left = ms
  for (const { from: begin, to: end } of openFrom(from, calendar)) {
    if (left <= end - begin) return new Date(begin + left)
    left -= end - begin
  }
  return null
}

// Whoever is closed for longer never opens.
const LONGEST_CLOSED_DAYS = 366

/** Open stretches from a moment on, in their order, none touching another; ends where nothing opens for a year. */
function* openFrom(from: Date, calendar: Calendar): Generator<Stretch> {
  let day = midnight(wallTime(from, calendar.timeZone)) - DAY_MS
  let done = from.getTime()
  for (let closed = 0; closed <= LONGEST_CLOSED_DAYS; closed += 1, day += DAY_MS)
    for (const open of openOn(day, calendar)) {
      const begin = Math.max(open.from, done)
      if (begin >= open.to) continue
      yield { from: begin, to: open.to }
      done = open.to
      closed = 0
    }
}

/** What is open on a day of the calendar, the rest of the evening before included. */
function openOn(day: WallTime, calendar: Calendar): readonly Stretch[] {
  const { hours, timeZone } = calendar
  const holidays = holidaysOf(calendar)
  if (holidays.has(day)) return []
  const begin = momentOfWall(day, timeZone).getTime()
  const end = momentOfWall(day + DAY_MS, timeZone).getTime()
  return [day - DAY_MS, day]
    .filter((first) => !holidays.has(first))
    .flatMap((first) => hours.flatMap((window) => stretchOf(window, first, timeZone) ?? []))
    .map(({ from, to }) => ({ from: Math.max(from, begin), to: Math.min(to, end) }))
    .filter(({ from, to }) => from < to)
    .toSorted((left, right) => left.from - right.from)
}

// A calendar has up to a thousand, and many moments are looked up in one.
const known = new WeakMap<Calendar['holidays'], ReadonlySet<WallTime>>()

function holidaysOf({ holidays }: Calendar): ReadonlySet<WallTime> {
  const found = known.get(holidays)
  if (found !== undefined) return found
  const days = new Set(holidays.map(({ date }) => Date.parse(`${date}T00:00:00Z`)))
  known.set(holidays, days)
  return days
}
