import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideShift, isDoubtful, type KnownClock, sightingsOf } from './clock.js'
import { decideEventTime } from './timestamps.js'

const MINUTE = 60_000
const DAY = 86_400_000
const receivedAt = new Date('2026-11-22T10:00:00.000Z')
const after = (ms: number): Date => new Date(receivedAt.getTime() + ms)
const seen = (leadMs: number, transitMs: number | null = null) => ({ device: 'd', leadMs, transitMs })
const known = (clock: Partial<KnownClock>): KnownClock => ({
  leadMs: null,
  requests: 0,
  smallestTransitMs: null,
  ...clock,
})

describe('a clock', () => {
  it('is believed in a first request that was long on its way, and in a second', () => {
    for (const requests of [1, 2])
      expect(
        decideShift(seen(-90 * MINUTE, 60 * MINUTE), known({ requests, smallestTransitMs: 60 * MINUTE })).byMs,
      ).toBe(0)
    expect(decideShift(seen(-90 * MINUTE, 60 * MINUTE), undefined).byMs).toBe(0)
  })

  it('is behind by the fastest of three requests, whatever this one took', () => {
    const shift = decideShift(seen(-90 * MINUTE, 70 * MINUTE), known({ requests: 3, smallestTransitMs: 60 * MINUTE }))
    expect(shift).toEqual({ byMs: 60 * MINUTE, isCertain: true })
    expect(decideShift(seen(-MINUTE, MINUTE), known({ requests: 9, smallestTransitMs: 300 })).byMs).toBe(0)
  })

  it('is ahead if it says that it has sent in the future: its newest time becomes the receipt', () => {
    expect(decideShift(seen(-MINUTE, -4_000), undefined)).toEqual({ byMs: -4_000, isCertain: true })
    expect(decideShift(seen(5_000, -4_000), undefined)).toEqual({ byMs: -5_000, isCertain: true })
    expect(decideShift(seen(400 * DAY, -4_000), undefined)).toEqual({ byMs: -4_000, isCertain: true })
  })

  it('is ahead by the largest lead of the day, so that what it said keeps its order', () => {
    expect(decideShift(seen(595_000), known({ leadMs: 599_000 })).byMs).toBe(-599_000)
    expect(decideShift(seen(599_000), known({ leadMs: 595_000 })).byMs).toBe(-599_000)
    expect(decideShift(seen(10_000), undefined).byMs).toBe(-10_000)
    expect(decideShift(seen(10_000), known({ leadMs: 365 * DAY })).byMs).toBe(-10_000)
  })

  it('is looked at only where it is in doubt', () => {
    for (const sighting of [seen(-1), seen(0, 0), seen(-5, 5_000), seen(3, -1)])
      expect(isDoubtful(sighting)).toBe(false)
    for (const sighting of [seen(1), seen(-6_000, 5_001), seen(1, 20)]) expect(isDoubtful(sighting)).toBe(true)
  })

  it('is that of the device, else of the visitor, else of the person', () => {
    const event = (identifiers: readonly (readonly [string, string])[], statedMs: number) => ({
      identifiers: identifiers.map(([type, value]) => ({ type, value })),
      sentAt: null,
      statedAt: after(statedMs),
    })
    const sightings = sightingsOf(
      [
        event(
          [
            ['user_id', 'u'],
            ['anonymous_id', 'a'],
            ['device_id', 'd'],
          ],
          1,
        ),
        event(
          [
            ['anonymous_id', 'x'],
            ['device_id', 'd'],
          ],
          9,
        ),
        event(
          [
            ['user_id', 'u'],
            ['anonymous_id', 'a'],
          ],
          2,
        ),
        event([['user_id', 'u']], 3),
        event([], 4),
      ],
      receivedAt,
    )
    expect([...sightings].map(([device, { leadMs }]) => [device, leadMs])).toEqual([
      ['device_id d', 9],
      ['anonymous_id a', 2],
      ['user_id u', 3],
      ['', 4],
    ])
  })

  it('keeps the order of what it said, in one request and over several of one day', () => {
    // Each request: what its events say after the true time, and when it arrives. The clock is ahead by one and the same.
    const requests = fc.array(fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * 365 * DAY }), requests, (aheadMs, agesOfRequests) => {
        let leadMs: number | null = null
        for (const ages of agesOfRequests) {
          const identifiers = [{ type: 'anonymous_id', value: 'a' }]
          const events = ages.map((age) => ({ identifiers, sentAt: null, statedAt: after(aheadMs - age) }))
          const sighting = sightingsOf(events, receivedAt).get('anonymous_id a')
          if (sighting === undefined) throw new Error('Somebody has sent it.')
          if (sighting.leadMs > 0) leadMs = Math.max(leadMs ?? 0, sighting.leadMs)
          const shift = decideShift(sighting, known({ leadMs }))
          const times = events.map(({ statedAt }) => decideEventTime(statedAt, receivedAt, shift).occurredAt.getTime())
          for (const [index, time] of times.entries())
            for (const [other, later] of times.entries())
              if ((ages[index] ?? 0) > (ages[other] ?? 0)) expect(time).toBeLessThan(later)
        }
      }),
    )
  })
})
