import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addDuration, Duration, durationMs, SignedDuration } from './duration.js'

const BERLIN = 'Europe/Berlin'
const zones = Intl.supportedValuesOf('timeZone')
const add = (from: string, duration: string, zone = BERLIN): string =>
  addDuration(new Date(from), duration, zone).toISOString()

describe('a duration', () => {
  it('has weeks, days, hours, minutes and seconds, in whole numbers, up to 100 years', () => {
    for (const [text, ms] of [
      ['PT0S', 0],
      ['P1W', 604_800_000],
      ['P1W2D', 777_600_000],
      ['P1DT2H3M4S', 93_784_000],
      ['PT90M', 5_400_000],
      ['P36525D', 3_155_760_000_000],
    ] as const)
      expect(durationMs(Duration.parse(text)), text).toBe(ms)
    const wrong = [
      'P',
      'PT',
      'P1DT',
      'P1M',
      'P1Y',
      'PT1.5H',
      'p1d',
      '-P1D',
      ' P1D',
      'P36526D',
      `PT${'9'.repeat(400)}S`,
      '',
    ]
    for (const text of wrong) {
      expect(Duration.safeParse(text).success, text).toBe(false)
      expect(() => durationMs(text), text).toThrow(RangeError)
    }
  })

  it('may have a sign where it is an offset', () => {
    for (const text of ['-P1D', '+PT2H', 'P1D']) expect(SignedDuration.safeParse(text).success, text).toBe(true)
    for (const text of ['--P1D', '-', '-1D', '- P1D']) expect(SignedDuration.safeParse(text).success, text).toBe(false)
  })
})

describe('adding a duration', () => {
  it('takes a day as a day of the calendar and 24 hours as 24 hours', () => {
    expect(add('2026-03-28T08:00:00.000Z', 'P1D')).toBe('2026-03-29T07:00:00.000Z')
    expect(add('2026-03-28T08:00:00.000Z', 'PT24H')).toBe('2026-03-29T08:00:00.000Z')
    expect(add('2026-10-24T08:00:00.000Z', 'P1D')).toBe('2026-10-25T09:00:00.000Z')
  })

  it('takes the first moment after the hour that the clocks skip, also from its very beginning', () => {
    expect(add('2026-03-28T01:30:00.000Z', 'P1D')).toBe('2026-03-29T01:00:00.000Z')
    expect(add('2026-03-28T01:00:00.000Z', 'P1D')).toBe('2026-03-29T01:00:00.000Z')
  })

  it('takes the earlier one of a time that the clocks repeat', () => {
    expect(add('2026-10-24T00:30:00.000Z', 'P1D')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('goes back with a minus', () => {
    expect(add('2026-12-24T00:00:00.000Z', '-P1DT1H', 'UTC')).toBe('2026-12-22T23:00:00.000Z')
  })

  it('is elapsed time in hours and calendar time in days, in every zone', () => {
    const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }).map((ms) => new Date(ms))
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, fc.nat({ max: 800 }), (zone, from, count) => {
        expect(addDuration(from, `PT${count}H`, zone).getTime() - from.getTime()).toBe(count * 3_600_000)
        const later = addDuration(from, `P${count}D`, zone)
        expect(later.getTime()).toBeGreaterThanOrEqual(from.getTime() + count * 86_400_000 - 90_000_000)
        expect(later.getTime()).toBeLessThanOrEqual(from.getTime() + count * 86_400_000 + 90_000_000)
        expect(addDuration(from, `P${count}DT5M`, zone).getTime()).toBe(later.getTime() + 300_000)
        expect(addDuration(from, `P${count * 7}D`, zone)).toEqual(addDuration(from, `P${count}W`, zone))
      }),
      { numRuns: 300 },
    )
  })
})

it('is said without looking ahead, and means the same', () => {
  const lookingAhead = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
  const { pattern = '' } = z.toJSONSchema(Duration)
  expect(pattern).not.toContain('(?=')
  expect(pattern).not.toContain('(?!')
  const part = fc.constantFrom('P', 'T', '1', '23', 'W', 'D', 'H', 'M', 'S', '1W', '2D', '3H', '4M', '5S', 'T6', '-')
  const texts = fc.array(part, { maxLength: 7 }).map((parts) => `P${parts.join('')}`)
  const same = fc.property(texts, (text) => new RegExp(pattern).test(text) === lookingAhead.test(text))
  fc.assert(same, { numRuns: 5_000 })
})
