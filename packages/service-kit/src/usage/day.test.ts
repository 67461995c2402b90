import { describe, expect, it } from 'vitest'
import { dayOf } from './day.js'

const hours = (at: string, zone: string): readonly [string, number] => {
  const { day, from, to } = dayOf(new Date(at), zone)
  return [day, (to.getTime() - from.getTime()) / 3_600_000]
}

describe('a day of a time zone', () => {
  it('begins and ends at midnight there', () => {
    const { day, from, to } = dayOf(new Date('2026-11-28T23:00:00Z'), 'Europe/Berlin')
    expect([day, from.toISOString(), to.toISOString()]).toEqual([
      '2026-11-29',
      '2026-11-28T23:00:00.000Z',
      '2026-11-29T23:00:00.000Z',
    ])
    expect(dayOf(new Date('2026-11-28T22:59:59.999Z'), 'Europe/Berlin').day).toBe('2026-11-28')
  })

  it('has 23 hours when the clocks go forward, and 25 when they go back', () => {
    expect(hours('2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-29', 23])
    expect(hours('2026-10-25T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-10-25', 25])
    expect(hours('2026-11-01T12:00:00Z', 'America/New_York')).toEqual(['2026-11-01', 25])
  })

  it('begins after midnight where the clocks skip it', () => {
    const { day, from } = dayOf(new Date('2026-04-24T12:00:00Z'), 'Africa/Cairo')
    expect([day, from.toISOString()]).toEqual(['2026-04-24', '2026-04-23T22:00:00.000Z'])
    expect(hours('2026-04-24T12:00:00Z', 'Africa/Cairo')).toEqual(['2026-04-24', 23])
  })

  it('is each moment of two years in exactly one, in Havana too, where midnight comes twice', () => {
    let end = dayOf(new Date('2025-01-01T12:00:00Z'), 'America/Havana').from
    for (let day = 0; day < 730; day += 1) {
      const { from, to } = dayOf(end, 'America/Havana')
      expect(from).toEqual(end)
      expect(dayOf(new Date(to.getTime() - 1), 'America/Havana').from).toEqual(from)
      end = to
    }
  })
})
