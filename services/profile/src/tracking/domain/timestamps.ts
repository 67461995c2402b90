import { finerThanMs, isUsualMoment, readTime, saysOffset } from '@polyphon/values'
import type { EventTime } from '../../people/domain/timed-event.js'
import { NO_SHIFT, SAME_CLOCK_MS, type Shift } from './clock.js'

/** Corrects the time of an event by how far the client's clock is off; nothing happens after it was received. */
export function decideEventTime(saidAt: Date | null, receivedAt: Date, shift: Shift = NO_SHIFT): EventTime {
  if (saidAt === null) return { occurredAt: receivedAt, originalAt: null, skewMs: 0 }
  const skewMs = skewOf(saidAt.getTime() - receivedAt.getTime(), shift)
  const corrected = new Date(Math.min(saidAt.getTime() + skewMs, receivedAt.getTime()))
  // A clock that went far wrong must not carry the event out of all calendars.
  const occurredAt = isUsualMoment(corrected) ? corrected : receivedAt
  return { occurredAt, originalAt: occurredAt.getTime() === saidAt.getTime() ? null : saidAt, skewMs }
}

// Where nothing says that the clock is wrong, one time of the future moves no others to its past: they are of another clock.
function skewOf(leadMs: number, { byMs, isCertain }: Shift): number {
  if (isCertain || -byMs - leadMs <= SAME_CLOCK_MS) return byMs
  return Math.min(0, -leadMs)
}

/** A time as a client said it. */
export interface SaidTime {
  readonly at: Date
  /** It says no offset: what the clock of the client showed, of which nobody knows how far it is from UTC. */
  readonly isLocal: boolean
  /** What is finer than the millisecond of `at`, in nanoseconds. */
  readonly finerNs: number
}

/** The same, with how it was written. */
export function readSaidTime(said: unknown): SaidTime | null {
  const at = readTime(said)
  if (at === null) return null
  // What most programs send needs no further look.
  if (typeof said === 'string' && USUAL.test(said)) return { at, isLocal: false, finerNs: 0 }
  return { at, isLocal: !saysOffset(said), finerNs: finerThanMs(said) }
}

const USUAL = /^[\d-]{10}T[\d:]{8}(?:\.\d{3})?Z$/

interface Placed {
  readonly occurredAt: Date
  readonly saidAt: Date | null
  readonly finerNs: number
}

/**
 * Puts events of one request that share a moment in the order of the digits that were cut off their times. All others
 * keep their places: between them their times decide, or their arrival.
 */
export function byFinerDigits<Item>(items: readonly Item[], placed: (item: Item) => Placed): readonly Item[] {
  if (items.every((item) => placed(item).finerNs === 0)) return items
  const places = new Map<string, number[]>()
  for (const [place, item] of items.entries()) {
    const { occurredAt, saidAt } = placed(item)
    if (saidAt === null) continue
    const key = `${occurredAt.getTime()} ${saidAt.getTime()}`
    const own = places.get(key)
    if (own === undefined) places.set(key, [place])
    else own.push(place)
  }
  const ordered = [...items]
  for (const own of places.values()) {
    const there = own.flatMap((place) => items.slice(place, place + 1))
    const sorted = there.toSorted((left, right) => placed(left).finerNs - placed(right).finerNs)
    for (const [index, place] of own.entries()) ordered.splice(place, 1, ...sorted.slice(index, index + 1))
  }
  return ordered
}
