import { z } from 'zod'
import { momentOfWall, type WallTime, wallTime } from './civil.js'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time such as 08:30.')

/** Days (1 is Monday) and the time from which up to which; over midnight if `to` does not come after `from`. */
export const Window = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: Clock,
  to: z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time such as 08:30, or 24:00.'),
})
export type Window = z.output<typeof Window>

/** A window that nobody changes. */
export interface Hours {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** A stretch of time: its first moment, and the first one after it. Milliseconds since 1970. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Midnight of the day that a wall time lies in. */
export const midnight = (wall: WallTime): WallTime => Math.floor(wall / DAY_MS) * DAY_MS

/** 1 is Monday, 7 is Sunday; 1 January 1970 was a Thursday. */
const weekday = (day: WallTime): number => ((((Math.floor(day / DAY_MS) + 3) % 7) + 7) % 7) + 1

const clockMs = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS

/** When a window that begins on a day (its midnight on the wall) is open; null on other days, and where the clocks skip it. */
export function stretchOf(window: Hours, day: WallTime, zone: string): Stretch | null {
  if (!window.days.includes(weekday(day))) return null
  const end = clockMs(window.to)
  const begin = clockMs(window.from)
  const from = momentOfWall(day + begin, zone).getTime()
  const to = momentOfWall(day + (end <= begin ? DAY_MS : 0) + end, zone).getTime()
  return from < to ? { from, to } : null
}

// A week and the day before it, twice: a window may fall into the hour that the clocks skip.
const FIRST_DAY = -1
const LAST_DAY = 15

/** The first moment from `from` on that lies in one of the windows. */
export function nextInWindow(from: Date, windows: readonly Window[], zone: string): Date {
  const today = midnight(wallTime(from, zone))
  let best = Number.POSITIVE_INFINITY
  // Each day begins later than the one before; what is found cannot be beaten by a day that begins after it.
  for (let day = FIRST_DAY; day <= LAST_DAY && momentOfWall(today + day * DAY_MS, zone).getTime() <= best; day += 1)
    for (const window of windows) {
      const open = stretchOf(window, today + day * DAY_MS, zone)
      if (open === null) continue
      const inside = Math.max(open.from, from.getTime())
      if (inside < open.to) best = Math.min(best, inside)
    }
  return new Date(best)
}
