import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addInZone, nextInWindow, readMoment } from './civil-time.js'

const BERLIN = 'Europe/Berlin'
const utc = (text: string): Date => new Date(text)
const add = (from: string, duration: string, zone = BERLIN): string =>
  addInZone(utc(from), duration, zone).toISOString()

describe('adding a duration', () => {
  it('takes a day as a day of the calendar and 24 hours as 24 hours', () => {
    expect(add('2026-03-28T08:00:00.000Z', 'P1D')).toBe('2026-03-29T07:00:00.000Z')
    expect(add('2026-03-28T08:00:00.000Z', 'PT24H')).toBe('2026-03-29T08:00:00.000Z')
    expect(add('2026-10-24T08:00:00.000Z', 'P1D')).toBe('2026-10-25T09:00:00.000Z')
  })

  it('takes the first moment after the hour that the clocks skip', () => {
    expect(add('2026-03-28T01:30:00.000Z', 'P1D')).toBe('2026-03-29T01:00:00.000Z')
  })

  it('takes the earlier one of a time that the clocks repeat', () => {
    expect(add('2026-10-24T00:30:00.000Z', 'P1D')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('goes back with a minus', () => {
    expect(add('2026-12-24T00:00:00.000Z', '-P1DT1H', 'UTC')).toBe('2026-12-22T23:00:00.000Z')
  })
})

describe('reading a moment', () => {
  it('takes dates and local times in the zone, and nothing else', () => {
    expect(readMoment('2026-12-24', BERLIN)?.toISOString()).toBe('2026-12-23T23:00:00.000Z')
    expect(readMoment('2026-12-24T18:00:00', BERLIN)?.toISOString()).toBe('2026-12-24T17:00:00.000Z')
    expect(readMoment('2026-12-24T18:00:00+01:00', 'UTC')?.toISOString()).toBe('2026-12-24T17:00:00.000Z')
    for (const wrong of ['heute', '2026-02-30', '', 5, null, undefined, {}])
      expect(readMoment(wrong, BERLIN)).toBeUndefined()
  })
})

describe('the next moment in a window', () => {
  const office = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }]
  const next = (from: string, windows = office, zone = BERLIN): string =>
    nextInWindow(utc(from), windows, zone).toISOString()

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

  it('is never earlier, always inside, and found again from itself', () => {
    const zones = fc.constantFrom(BERLIN, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC')
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
