import { firstMomentOfDay, wallTime } from '@polyphon/values'
import type { Used } from './store.js'

/** A day of a time zone: 23, 24 or 25 hours, from its first moment to the first of the next one. */
export interface CivilDay {
  /** `2026-11-29` */
  readonly day: string
  readonly from: Date
  readonly to: Date
}

const DAY_MS = 86_400_000

export const dayText = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

// The last day that was asked for of each zone: whoever asks for a moment mostly means today.
const known = new Map<string, CivilDay>()

/** The day of a zone that a moment lies in. */
export function dayOf(at: Date, zone: string): CivilDay {
  const last = known.get(zone)
  if (last !== undefined && last.from <= at && at < last.to) return last
  const wall = wallTime(at, zone)
  const day = { day: dayText(wall), from: firstMomentOfDay(wall, zone), to: firstMomentOfDay(wall + DAY_MS, zone) }
  known.set(zone, day)
  return day
}

/** What happened at these moments, counted by day of the zone. */
export function countByDay(moments: readonly Date[], zone: string, counter: string): readonly Used[] {
  const amounts = new Map<string, number>()
  for (const at of moments) {
    const { day } = dayOf(at, zone)
    amounts.set(day, (amounts.get(day) ?? 0) + 1)
  }
  return [...amounts].map(([day, amount]) => ({ day, counter, amount }))
}
