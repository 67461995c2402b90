import { finerThanMs, isUsualMoment, readTime, saysOffset } from '@polyphon/values'
import type { EventTime } from '../../people/domain/timed-event.js'
import { NO_SHIFT, SAME_CLOCK_MS, type Shift } from './clock.js'

/** Corrects the time of an event by how far the client's clock is off; nothing happens after it was received. */
export function decideEventTime(statedAt: Date | null, receivedAt: Date, shift: Shift = NO_SHIFT): EventTime {
  if (statedAt === null) return { occurredAt: receivedAt, originalAt: null, skewMs: 0 }
  const skewMs = skewOf(statedAt.getTime() - receivedAt.getTime(), shift)
  const corrected = new Date(Math.min(statedAt.getTime() + skewMs, receivedAt.getTime()))
  // A clock that went far wrong must not carry the event out of all calendars.
  const occurredAt = isUsualMoment(corrected) ? corrected : receivedAt
  return { occurredAt, originalAt: occurredAt.getTime() === statedAt.getTime() ? null : statedAt, skewMs }
}

// Where nothing says that the clock is wrong, one time of the future moves no others to its past: they are of another clock.
function skewOf(leadMs: number, { byMs, isCertain }: Shift): number {
  if (isCertain || -byMs - leadMs <= SAME_CLOCK_MS) return byMs
  return Math.min(0, -leadMs)
}

/** A time as a client stated it. */
export interface StatedTime {
  readonly at: Date
  /** It says no offset: what the clock of the client showed, of which nobody knows how far it is from UTC. */
  readonly isLocal: boolean
  /** What is finer than the millisecond of `at`, in nanoseconds. */
  readonly finerNs: number
}

/** The same, with how it was written. */
export function readStatedTime(stated: unknown): StatedTime | null {
  const at = readTime(stated)
  if (at === null) return null
  // What most programs send needs no further look.
  if (typeof stated === 'string' && USUAL.test(stated)) return { at, isLocal: false, finerNs: 0 }
  return { at, isLocal: !saysOffset(stated), finerNs: finerThanMs(stated) }
}

const USUAL = /^[\d-]{10}T[\d:]{8}(?:\.\d{3})?Z$/

interface SortableTimes {
  readonly occurredAt: Date
  readonly statedAt: Date | null
  readonly finerNs: number
}

/**
 * Puts events of one request that share a moment in the order of the digits that were cut off their times. All others
 * keep their positions: between them their times decide, or their arrival.
 */
export function byFinerDigits<Item>(items: readonly Item[], timesOf: (item: Item) => SortableTimes): readonly Item[] {
  if (items.every((item) => timesOf(item).finerNs === 0)) return items
  const indexes = new Map<string, number[]>()
  for (const [index, item] of items.entries()) {
    const { occurredAt, statedAt } = timesOf(item)
    if (statedAt === null) continue
    const key = `${occurredAt.getTime()} ${statedAt.getTime()}`
    const sameMoment = indexes.get(key)
    if (sameMoment === undefined) indexes.set(key, [index])
    else sameMoment.push(index)
  }
  const ordered = [...items]
  for (const sameMoment of indexes.values()) {
    const there = sameMoment.flatMap((index) => items.slice(index, index + 1))
    const sorted = there.toSorted((left, right) => timesOf(left).finerNs - timesOf(right).finerNs)
    for (const [index, target] of sameMoment.entries()) ordered.splice(target, 1, ...sorted.slice(index, index + 1))
  }
  return ordered
}
