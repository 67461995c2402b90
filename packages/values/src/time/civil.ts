import { Temporal } from 'temporal-polyfill'

/**
 * What the clock on the wall shows, as milliseconds: the moment at which a clock in UTC shows the same. So 02:30 in Berlin
 * and 02:30 in New York are one wall time and two moments.
 */
export type WallTime = number

const zoned = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)

const plain = (wall: WallTime): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime()

const NANOSECONDS = 1_000_000

/** What the clock on the wall shows at a moment. */
export function wallTime(at: Date, zone: string): WallTime {
  return at.getTime() + offsetMs(at, zone)
}

/** By how much the clocks of a zone are ahead of UTC at a moment. */
export function offsetMs(at: Date, zone: string): number {
  return zone === 'UTC' ? 0 : Math.round(zoned(at, zone).offsetNanoseconds / NANOSECONDS)
}

/**
 * The moment at which the clocks of a zone show a time. One that they skip becomes the first moment after the gap, one
 * that they repeat the earlier.
 */
export function momentOfWall(wall: WallTime, zone: string): Date {
  if (zone === 'UTC') return new Date(wall)
  const local = plain(wall)
  const found = local.toZonedDateTime(zone, { disambiguation: 'compatible' })
  if (found.toPlainDateTime().equals(local)) return new Date(found.epochMilliseconds)
  // It lies behind the gap, or at its end: `previous` looks for changes that are strictly earlier.
  const change = found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  return new Date((change ?? found).epochMilliseconds)
}

const DAY_MS = 86_400_000

/** The first moment of the day that a wall time lies in: midnight, or what comes after it where the clocks skip it. */
export function firstMomentOfDay(wall: WallTime, zone: string): Date {
  return momentOfWall(Math.floor(wall / DAY_MS) * DAY_MS, zone)
}

/** From `since` on (the first one: since ever) the clocks of a zone are ahead of UTC by `offsetMs`. */
export interface ZoneOffset {
  readonly since: Date
  readonly offsetMs: number
}

/** The offsets of a zone in a period, in their order. At least one; the first may have begun before. */
export function offsetsOf(zone: string, from: Date, to: Date): readonly ZoneOffset[] {
  const offsets: ZoneOffset[] = [{ since: from, offsetMs: offsetMs(from, zone) }]
  if (zone === 'UTC') return offsets
  let next = zoned(from, zone).getTimeZoneTransition('next')
  while (next !== null && next.epochMilliseconds < to.getTime()) {
    const since = new Date(next.epochMilliseconds)
    offsets.push({ since, offsetMs: Math.round(next.offsetNanoseconds / NANOSECONDS) })
    next = next.getTimeZoneTransition('next')
  }
  return offsets
}
