import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextInWindow } from './window.js'

const BERLIN = 'Europe/Berlin'

describe('the next moment in a window', () => {
  const office = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]
  const next = (from: string, windows = office, zone = BERLIN): string =>
    nextInWindow(new Date(from), windows, zone).toISOString()
  it('is now inside of it, and its opening otherwise', () => {
    expect(next('2026-11-23T10:00:00.000Z')).toBe('2026-11-23T10:00:00.000Z')
    expect(next('2026-11-23T17:00:00.000Z')).toBe('2026-11-24T08:00:00.000Z')
    expect(next('2026-11-20T17:00:00.000Z')).toBe('2026-11-23T08:00:00.000Z')
  })

  it('may lie behind midnight, in a window of the day before', () => {
    const night = [{ days: [6], from: '22:00', to: '06:00' }]
    expect(next('2026-11-22T02:00:00.000Z', night)).toBe('2026-11-22T02:00:00.000Z')
    expect(next('2026-11-22T05:00:00.000Z', night)).toBe('2026-11-28T21:00:00.000Z')
    expect(next('2026-11-22T22:59:59.000Z', [{ days: [7], from: '08:00', to: '24:00' }])).toBe(
      '2026-11-22T22:59:59.000Z',
    )
  })

  it('moves with summer time, and a window in the hour that is skipped opens a week later', () => {
    expect(next('2026-03-28T20:00:00.000Z', [{ days: [7], from: '09:00', to: '10:00' }])).toBe(
      '2026-03-29T07:00:00.000Z',
    )
    expect(next('2026-03-28T20:00:00.000Z', [{ days: [7], from: '02:10', to: '02:50' }])).toBe(
      '2026-04-05T00:10:00.000Z',
    )
    expect(next('2026-03-28T20:00:00.000Z', [{ days: [7], from: '02:30', to: '04:00' }])).toBe(
      '2026-03-29T01:00:00.000Z',
    )
  })

  it('is not half a year early where a window begins with the gap', () => {
    const fromTwo = [{ days: [7], from: '02:00', to: '06:00' }]
    expect(next('2028-03-18T11:00:00.000Z', fromTwo)).toBe('2028-03-19T01:00:00.000Z')
    expect(next('2028-03-25T11:00:00.000Z', fromTwo)).toBe('2028-03-26T01:00:00.000Z')
    const weekend = [{ days: [6, 7], from: '00:00', to: '24:00' }]
    expect(next('2028-03-15T13:00:00.000Z', weekend, 'Atlantic/Azores')).toBe('2028-03-18T01:00:00.000Z')
    expect(next('2028-03-25T22:00:00.000Z', [{ days: [6], from: '22:00', to: '02:00' }])).toBe(
      '2028-03-25T22:00:00.000Z',
    )
    expect(next('2028-03-25T19:00:00.000Z', [{ days: [6], from: '20:00', to: '24:00' }], 'Asia/Beirut')).toBe(
      '2028-03-25T19:00:00.000Z',
    )
  })

  it('is never earlier, always inside, and found again from itself', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    const moments = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2028-01-01') })
    const clock = fc
      .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':'))
    const windows = fc.array(
      fc
        .record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), from: clock, to: clock })
        .filter(({ from, to }) => from !== to),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(zones, moments, windows, (zone, ms, given) => {
        const found = nextInWindow(new Date(ms), given, zone)
        expect(found.getTime()).toBeGreaterThanOrEqual(ms)
        expect(nextInWindow(found, given, zone)).toEqual(found)
      }),
      { numRuns: 100 },
    )
  })
})
