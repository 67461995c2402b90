import type { Occurrence } from '@polyphon/conditions'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPUTES } from '../../people/domain/compute.js'
import type { ComputedContent } from './computed-trait.js'
import { addDecimal, NO_SUM, roundedSum } from './decimal.js'
import { periodAt } from './period.js'
import { computeValue, MOST_VALUES } from './value.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const DAY = 86_400_000
const clock = { timeZone: 'Europe/Berlin', weekStart: 1 }
const trait = (compute: ComputedContent['compute'], more: Partial<ComputedContent> = {}): ComputedContent => ({
  name: 'T',
  compute,
  event: 'Order Completed',
  property: ['count', 'recency', 'frequency'].includes(compute) ? undefined : 'total',
  purpose: 'service',
  ...more,
})
const order = (total: unknown, daysAgo = 1): Occurrence => ({
  at: new Date(NOW.getTime() - daysAgo * DAY),
  properties: { total },
  messageId: `${daysAgo}-${String(total)}`,
})
const valueOf = (content: ComputedContent, ...orders: readonly Occurrence[]): unknown =>
  computeValue(content, orders, { now: NOW, clock }).value

describe('the value of a computed trait', () => {
  it('sums decimals as they were written, and rounds once', () => {
    expect(valueOf(trait('sum'), order(0.1), order(0.2, 2), order(0.3, 3))).toBe(0.6)
    expect(valueOf(trait('monetary'), order(1e300), order(1, 2), order(-1e300, 3))).toBe(1)
    expect(valueOf(trait('avg'), order(0.1), order(0.2, 2))).toBe(0.3 / 2)
    expect(valueOf(trait('sum'), order(1.7e308), order(1.7e308, 2))).toBeUndefined()
  })

  it('counts what a clock that is ahead has taken in as soon as it has happened here', () => {
    const [ahead, later] = [order(5, -1), order(5, -2)]
    expect(computeValue(trait('sum'), [later, ahead], { now: NOW, clock })).toEqual({
      value: undefined,
      until: ahead.at,
    })
    expect(computeValue(trait('sum'), [order(7), ahead], { now: NOW, clock })).toEqual({ value: 7, until: ahead.at })
    expect(computeValue(trait('sum'), [order(7)], { now: NOW, clock })).toEqual({ value: 7, until: null })
  })

  it('passes over what is no number where numbers are worked out', () => {
    const mixed = [order('12'), order(5, 2), order(null, 3), order(true, 4), order(7, 5)]
    expect(COMPUTES.map((compute) => valueOf(trait(compute), ...mixed))).toEqual([
      5,
      12,
      6,
      5,
      7,
      7,
      '12',
      '12',
      ['12', 5, 7, true].toSorted(byText),
      1,
      5,
      12,
    ])
    expect(valueOf(trait('sum'), order('12'))).toBeUndefined()
  })

  it('has none where nothing counts, and where there are too many different values', () => {
    expect(COMPUTES.map((compute) => valueOf(trait(compute)))).toEqual(COMPUTES.map(() => undefined))
    const many = Array.from({ length: MOST_VALUES + 1 }, (_, index) => order(index, 1 + index / 1_000))
    expect(valueOf(trait('unique_list'), ...many)).toBeUndefined()
    expect(valueOf(trait('unique_list'), ...many.slice(1))).toHaveLength(MOST_VALUES)
  })

  it('counts what the event itself says', () => {
    const where = { path: 'event.properties.total', op: 'gte', value: 10 } as const
    expect(valueOf(trait('count', { where }), order(9), order(10, 2), order(11, 3))).toBe(2)
  })

  it('slides out to the millisecond, and turns with the calendar where the clocks change', () => {
    const content = trait('count', { within: 'P2D' })
    const { value, until } = computeValue(content, [order(1, 1), order(2, 1.5)], { now: NOW, clock })
    expect([value, until?.getTime()]).toEqual([2, NOW.getTime() + DAY / 2])
    expect(valueOf(content, order(1, 2))).toBeUndefined()
    const spring = periodAt(new Date('2026-03-29T10:00:00Z'), 'day', clock)
    expect([spring.from.toISOString(), spring.to.toISOString()]).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
    const week = periodAt(NOW, 'week', { ...clock, weekStart: 7 })
    expect([week.from.toISOString(), week.to.toISOString()]).toEqual([
      '2026-11-21T23:00:00.000Z',
      '2026-11-28T23:00:00.000Z',
    ])
    const year = periodAt(NOW, 'year', clock)
    expect([year.from.toISOString(), year.to.toISOString()]).toEqual([
      '2025-12-31T23:00:00.000Z',
      '2026-12-31T23:00:00.000Z',
    ])
  })

  it('is the same in whatever order events arrive', () => {
    const orders = fc.array(
      fc.record({
        total: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean()),
        days: fc.integer({ min: 0, max: 400 }),
        id: fc.uuid(),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(
        orders,
        fc.constantFrom(...COMPUTES),
        fc.constantFrom(undefined, 'P30D'),
        (given, compute, within) => {
          const all = given.map(({ total, days, id }) => ({ ...order(total, days), messageId: id }))
          const content = trait(compute, { within })
          expect(valueOf(content, ...all.toReversed())).toEqual(valueOf(content, ...all))
        },
      ),
    )
  })

  it('sums cents as whole numbers do', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), (cents) => {
        const sum = roundedSum(cents.reduce((total, cent) => addDecimal(total, cent / 100), NO_SUM))
        expect(sum + 0).toBe(cents.reduce((total, cent) => total + cent, 0) / 100)
      }),
    )
  })
})

const byText = (left: unknown, right: unknown): number => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1)
