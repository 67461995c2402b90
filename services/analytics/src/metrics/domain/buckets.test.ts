import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfBucket } from './buckets.js'
import type { Question } from './question.js'

const question = (changes: Partial<Question>): Question => ({
  from: null,
  to: null,
  every: 'P1D',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  by: [],
  where: [],
  ...changes,
})
const end = (changes: Partial<Question>, at: string): string =>
  endOfBucket(question(changes), new Date(at)).toISOString()

describe('the end of a bucket', () => {
  it.each([
    ['a day', {}, '2026-03-27T23:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['the short day', {}, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00.000Z'],
    ['an hour', { every: 'PT1H' }, '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['a month', { every: 'P1M' }, '2026-11-30T23:00:00Z', '2026-12-31T23:00:00.000Z'],
    ['a week', { every: 'P1W' }, '2026-06-28T22:00:00Z', '2026-07-05T22:00:00.000Z'],
    ['a week from Sunday', { every: 'P1W', weekStart: 7 }, '2026-06-27T22:00:00Z', '2026-07-04T22:00:00.000Z'],
    ['a week long ago', { every: 'P7D', timeZone: 'UTC' }, '1969-12-22T00:00:00Z', '1969-12-29T00:00:00.000Z'],
    [
      'a day whose midnight is left out',
      { timeZone: 'Africa/Cairo' },
      '2026-04-23T22:00:00Z',
      '2026-04-24T21:00:00.000Z',
    ],
    [
      'the day before one that is left out',
      { timeZone: 'Pacific/Apia' },
      '2011-12-29T10:00:00Z',
      '2011-12-30T10:00:00.000Z',
    ],
  ] as const)('is the beginning of the next: %s', (_what, changes, at, next) => {
    expect(end(changes, at)).toBe(next)
  })

  it('is the same wherever in a week one looks, and seven days later for the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 80_000 }), fc.integer({ min: 1, max: 7 }), (day, weekStart) => {
        const weeks = question({ every: 'P1W', timeZone: 'UTC', weekStart })
        const next = endOfBucket(weeks, new Date(day * 86_400_000))
        expect(next.getUTCDay() || 7).toBe(weekStart)
        expect(endOfBucket(weeks, next).getTime() - next.getTime()).toBe(7 * 86_400_000)
        expect(next.getTime() - day * 86_400_000).toBeLessThanOrEqual(7 * 86_400_000)
      }),
    )
  })
})
