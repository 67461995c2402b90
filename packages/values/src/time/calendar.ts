import { z } from 'zod'
import { momentOfWall, type WallTime, wallTime } from './civil.js'
import { midnight, type Stretch, stretchOf, Window } from './window.js'
import { TimeZone } from './zone.js'

const DAY_MS = 86_400_000
const MOST_HOURS = 50
const MOST_HOLIDAYS = 1000

/** When somebody works: opening hours on the clocks of a zone, and days on which nobody does. */
export const Calendar = z.strictObject({
  timeZone: TimeZone,
  hours: z.array(Window).min(1).max(MOST_HOURS),
  holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string().min(1).max(200) })).max(MOST_HOLIDAYS),
})
export type Calendar = z.output<typeof Calendar>

/** Whether a moment lies in business time. */
export function isBusinessTime(at: Date, calendar: Calendar): boolean {
  return businessMs(at, new Date(at.getTime() + 1), calendar) > 0
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
  const holidays = new Set(calendar.holidays.map(({ date }) => Date.parse(`${date}T00:00:00Z`)))
  let day = midnight(wallTime(from, calendar.timeZone)) - DAY_MS
  let done = from.getTime()
  for (let closed = 0; closed <= LONGEST_CLOSED_DAYS; closed += 1, day += DAY_MS)
    for (const open of openOn(day, calendar, holidays)) {
      const begin = Math.max(open.from, done)
      if (begin >= open.to) continue
      yield { from: begin, to: open.to }
      done = open.to
      closed = 0
    }
}

/** What is open on a day of the calendar, the rest of the evening before included. */
function openOn(day: WallTime, { hours, timeZone }: Calendar, holidays: ReadonlySet<WallTime>): readonly Stretch[] {
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
