import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstMomentOfDay, momentOfWall, offsetMs, offsetsOf, wallTime } from './civil.js'

const zones = Intl.supportedValuesOf('timeZone')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const FROM = new Date(Date.UTC(2020, 0))
const TO = new Date(Date.UTC(2032, 0))
const at = (wall: string, zone: string): string => momentOfWall(Date.parse(`${wall}Z`), zone).toISOString()
const dayOf = (wall: string, zone: string): string => firstMomentOfDay(Date.parse(`${wall}Z`), zone).toISOString()

/** What Intl says, which knows nothing of our arithmetic. */
function clockOf(zone: string): (moment: Date) => string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return (moment) => format.format(moment).replace(' ', 'T')
}

describe('the moment of a wall time', () => {
  it('is the first one after a gap, for all that lies in it, its first moment included', () => {
    for (const wall of ['2028-03-26T02:00', '2028-03-26T02:01', '2028-03-26T02:59:59.999', '2028-03-26T03:00'])
      expect(at(wall, 'Europe/Berlin')).toBe('2028-03-26T01:00:00.000Z')
    expect(at('2028-03-26T01:59:59.999', 'Europe/Berlin')).toBe('2028-03-26T00:59:59.999Z')
    expect(at('2028-10-01T02:00', 'Australia/Lord_Howe')).toBe('2028-09-30T15:30:00.000Z')
    expect(at('2011-12-30T12:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
    expect(at('2011-12-30T00:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z')
  })

  it('is the earlier one where clocks repeat it', () => {
    expect(at('2028-10-29T02:30', 'Europe/Berlin')).toBe('2028-10-29T00:30:00.000Z')
  })

  it('is where the day begins, also where midnight comes twice or never', () => {
    expect(dayOf('2026-10-25T12:00', 'Atlantic/Azores')).toBe('2026-10-25T00:00:00.000Z')
    expect(dayOf('2026-11-01T23:59', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z')
    expect(dayOf('2026-04-24T12:00', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
    expect(dayOf('2026-09-06T12:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  })

  it('agrees with Intl around every change of every zone', () => {
    for (const zone of zones) {
      const shown = clockOf(zone)
      for (const { since } of offsetsOf(zone, FROM, TO).slice(1)) {
        const change = since.getTime()
        const before = offsetMs(new Date(change - 1), zone)
        const after = offsetMs(since, zone)
        expect(shown(new Date(change - 1000))).toBe(new Date(change - 1000 + before).toISOString().slice(0, 19))
        expect(shown(since)).toBe(new Date(change + after).toISOString().slice(0, 19))
        if (after > before) {
          // A gap: its first moment, its middle and its last millisecond all become the change.
          for (const wall of [change + before, change + (before + after) / 2, change + after - 1, change + after])
            expect(momentOfWall(wall, zone).getTime(), zone).toBe(change)
          expect(momentOfWall(change + before - 1, zone).getTime(), zone).toBe(change - 1)
        } else {
          // A fold: what comes twice is the first.
          expect(momentOfWall(change + after, zone).getTime(), zone).toBe(change + after - before)
          expect(momentOfWall(change + before - 1, zone).getTime(), zone).toBe(change - 1)
          expect(momentOfWall(change + before, zone).getTime(), zone).toBe(change - after + before)
        }
      }
    }
  }, 120_000)

  it('shows its wall time again, outside of gaps', () => {
    const moments = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2199, 0) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, ms) => {
        const wall = wallTime(new Date(ms), zone)
        const found = momentOfWall(wall, zone)
        expect(wallTime(found, zone)).toBe(wall)
        expect(found.getTime()).toBeLessThanOrEqual(ms)
        const day = firstMomentOfDay(wall, zone)
        expect(day.getTime()).toBeLessThanOrEqual(ms)
        expect(new Date(wallTime(day, zone)).getUTCDate()).toBe(new Date(wall).getUTCDate())
        expect(new Date(wallTime(new Date(day.getTime() - 1), zone)).getUTCDate()).not.toBe(new Date(wall).getUTCDate())
      }),
      { numRuns: 500 },
    )
  })

  it('grows with the wall time', () => {
    const walls = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), walls, fc.integer({ min: 0, max: 2 * DAY }), (zone, wall, more) => {
        const later = momentOfWall(wall + more, zone).getTime()
        // Only between the two passes of a repeated hour does an earlier clock time follow a later one.
        expect(later).toBeGreaterThanOrEqual(momentOfWall(wall, zone).getTime())
      }),
      { numRuns: 300 },
    )
  })
})

describe('the offsets of a period', () => {
  it('begin with the one that holds then, and are those of every moment in it', () => {
    expect(offsetsOf('Europe/Berlin', new Date('2026-01-01'), new Date('2026-12-01'))).toEqual([
      { since: new Date('2026-01-01'), offsetMs: HOUR },
      { since: new Date('2026-03-29T01:00:00Z'), offsetMs: 2 * HOUR },
      { since: new Date('2026-10-25T01:00:00Z'), offsetMs: HOUR },
    ])
    expect(offsetsOf('UTC', FROM, TO)).toEqual([{ since: FROM, offsetMs: 0 }])
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat({ max: TO.getTime() - FROM.getTime() - 1 }), (zone, more) => {
        const moment = new Date(FROM.getTime() + more)
        const holding = offsetsOf(zone, FROM, TO).findLast(({ since }) => since <= moment)
        expect(holding?.offsetMs).toBe(offsetMs(moment, zone))
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})
