import type { Identifier } from '@polyphon/contracts'

/** How the clock of one device stood in one request. */
export interface ClockSighting {
  /** What tells its clock from others: the device, else the person. */
  readonly device: string
  /** By how much the newest time of its events is ahead of the receipt. Negative: behind. */
  readonly leadMs: number
  /** How long the request was on its way, by what it says; negative if its clock is ahead, null if it says nothing. */
  readonly transitMs: number | null
}

/** What is known of a clock from the requests of a day, this one included. */
export interface KnownClock {
  readonly leadMs: number | null
  /** Requests that state when they were sent. */
  readonly requests: number
  readonly smallestTransitMs: number | null
}

/** By how much the times of a request are moved, and whether that also holds for what lies far from its newest time. */
export interface Shift {
  readonly byMs: number
  /** The request states when it was sent; otherwise a time may be ahead because somebody meant the future. */
  readonly isCertain: boolean
}

export const NO_SHIFT: Shift = { byMs: 0, isCertain: false }

/** Less than this is the way through the network. */
const TOLERATED_TRANSIT_MS = 5_000
const ENOUGH_REQUESTS = 3
/** A lead that differs by more belongs to no clock: somebody has named a day in the future. */
export const SAME_CLOCK_MS = 86_400_000

/** Whether what was seen is a reason to look at what is known of a clock. */
export function isDoubtful({ leadMs, transitMs }: ClockSighting): boolean {
  if (transitMs !== null && transitMs < 0) return false
  return leadMs > 0 || (transitMs ?? 0) > TOLERATED_TRANSIT_MS
}

/**
 * Decides by how much the times of a request are moved. One that says it was sent in the future is certainly ahead. One
 * that was long on its way was more often stalled than timed by a wrong clock, so that is believed only after three
 * requests, and only as far as the fastest of them.
 */
export function decideShift({ leadMs, transitMs }: ClockSighting, known: KnownClock | undefined): Shift {
  if (transitMs !== null && transitMs < 0) {
    const isSameClock = leadMs <= SAME_CLOCK_MS - transitMs
    return { byMs: isSameClock ? Math.min(transitMs, -leadMs) : transitMs, isCertain: true }
  }
  if (leadMs > 0) return { byMs: -leadOf(leadMs, known), isCertain: false }
  const fastest = fastestOf(known)
  const isLate = transitMs !== null && Math.min(transitMs, fastest) > TOLERATED_TRANSIT_MS
  return isLate ? { byMs: fastest, isCertain: true } : NO_SHIFT
}

function leadOf(leadMs: number, known: KnownClock | undefined): number {
  const shown = known?.leadMs ?? 0
  return shown > leadMs && shown - leadMs <= SAME_CLOCK_MS ? shown : leadMs
}

function fastestOf(known: KnownClock | undefined): number {
  return known === undefined || known.requests < ENOUGH_REQUESTS ? 0 : (known.smallestTransitMs ?? 0)
}

/** What tells the clock of an event from others: its device, else the visitor, else whoever it is about. */
export function clockOf(identifiers: readonly Identifier[]): string {
  const identifier =
    identifiers.find(({ type }) => type === 'device_id') ??
    identifiers.find(({ type }) => type === 'anonymous_id') ??
    identifiers[0]
  return identifier === undefined ? '' : `${identifier.type} ${identifier.value}`
}

interface SentTimes {
  readonly identifiers: readonly Identifier[]
  readonly sentAt: Date | null
  readonly statedAt: Date | null
}

/** How the clocks stood of all devices whose events came in one request. */
export function sightingsOf(events: readonly SentTimes[], receivedAt: Date): ReadonlyMap<string, ClockSighting> {
  const sightings = new Map<string, ClockSighting>()
  for (const event of events) {
    if (event.sentAt === null && event.statedAt === null) continue
    const device = clockOf(event.identifiers)
    sightings.set(device, join(sightings.get(device), sightingOf(device, event, receivedAt.getTime())))
  }
  return sightings
}

function sightingOf(device: string, { sentAt, statedAt }: SentTimes, received: number): ClockSighting {
  return {
    device,
    leadMs: statedAt === null ? Number.NEGATIVE_INFINITY : statedAt.getTime() - received,
    transitMs: sentAt === null ? null : received - sentAt.getTime(),
  }
}

function join(left: ClockSighting | undefined, right: ClockSighting): ClockSighting {
  if (left === undefined) return right
  const transits = [left.transitMs, right.transitMs].filter((transit) => transit !== null)
  return {
    device: right.device,
    leadMs: Math.max(left.leadMs, right.leadMs),
    transitMs: transits.length === 0 ? null : Math.min(...transits),
  }
}
