import type { Occurrence } from '@polyphon/conditions'
import { describe, expect, it } from 'vitest'
import type { ComputedContent } from './computed-trait.js'
import { MOST_VALUES } from './value.js'
import { describeValue } from './working.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const clock = { timeZone: 'Europe/Berlin', weekStart: 1 }
const sum: ComputedContent = {
  name: 'Revenue',
  compute: 'sum',
  event: 'Order Completed',
  property: 'total',
  purpose: 'service',
}
const order = (total: unknown, minutes = 1): Occurrence => ({
  at: new Date(NOW.getTime() - minutes * 60_000),
  properties: { total },
  messageId: `${minutes}`,
})
const describeIt = (trait: ComputedContent, ...orders: readonly Occurrence[]) =>
  describeValue(trait, orders, { now: NOW, clock })

describe('how a value came about', () => {
  it('names the events that count, their values and the time that was looked at', () => {
    expect(describeIt({ ...sum, within: 'P7D' }, order(1), order(2, 5), order(null, 3), order(4, 20_000))).toEqual({
      value: 3,
      reason: 'worked_out',
      because: 'sum of 2 values in total of 3 × "Order Completed" within P7D',
      events: 3,
      values: 2,
      oldest: order(2, 5).at,
      newest: order(1).at,
      since: new Date(NOW.getTime() - 7 * 86_400_000),
      until: new Date(order(2, 5).at.getTime() + 7 * 86_400_000),
    })
  })

  it('says why there is none', () => {
    const reasonOf = (trait: ComputedContent, ...orders: readonly Occurrence[]) => describeIt(trait, ...orders).reason
    const list: ComputedContent = { ...sum, compute: 'unique_list' }
    const many = Array.from({ length: MOST_VALUES + 1 }, (_, index) => order(index, index + 1))
    expect(reasonOf(sum)).toBe('nothing_counts')
    expect(reasonOf(sum, order('12'))).toBe('no_values')
    expect(reasonOf(sum, order(1.7e308), order(1.7e308, 2))).toBe('out_of_range')
    expect(reasonOf(list, ...many)).toBe('too_many_values')
    expect(reasonOf(list, order(null))).toBe('no_values')
    expect(describeIt({ ...sum, calendar: 'month' }).because).toBe(
      'nothing counts: no "Order Completed" in the month that is under way (Europe/Berlin)',
    )
  })
})
