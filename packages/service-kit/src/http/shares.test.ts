import { describe, expect, it } from 'vitest'
import { isRefused, openShares, type Pressed } from './shares.js'

function play(pressed: Pressed, perSecond: Readonly<Record<string, number>>) {
  const at = { ms: 0 }
  const shares = openShares(() => at.ms)
  const served = new Map<string, number>()
  const times = Object.entries(perSecond)
    .flatMap(([caller, count]) =>
      Array.from({ length: count * 5 }, (_, index) => ({ caller, ms: (index * 1_000) / count })),
    )
    .toSorted((left, right) => left.ms - right.ms)
  for (const { caller, ms } of times) {
    at.ms = ms
    const share = shares.count(caller)
    // The first second is not looked at: nothing is known of anybody yet.
    if (ms >= 1_000 && !isRefused(pressed, share)) served.set(caller, (served.get(caller) ?? 0) + 1)
  }
  return Object.fromEntries(
    Object.entries(perSecond).map(([caller, count]) => [caller, (served.get(caller) ?? 0) / (count * 4)]),
  )
}

describe('under pressure', () => {
  it('the busiest is refused and the small ones are served', () => {
    for (const pressed of ['late', 'too_late'] as const) {
      const served = play(pressed, { big: 2_000, small: 10, other: 25 })
      expect(served['big']).toBeLessThan(0.02)
      expect([served['small'], served['other']]).toEqual([1, 1])
    }
  })

  it('nobody is refused who takes an equal share, until nobody is served well', () => {
    const equal = play('late', { one: 300, two: 300 })
    expect([equal['one'], equal['two']]).toEqual([1, 1])
    expect(play('late', { alone: 1_000 })['alone']).toBe(1)
    expect(play('too_late', { alone: 1_000 })['alone']).toBe(0)
  })

  it('and not otherwise', () => {
    expect(play('no', { big: 2_000, small: 1 })).toEqual({ big: 1, small: 1 })
  })

  it('forgets who was busy two seconds ago, and keeps little of many', () => {
    const at = { ms: 0 }
    const shares = openShares(() => at.ms)
    for (let i = 0; i < 1_000; i += 1) shares.count('big')
    shares.count('small')
    at.ms = 2_500
    shares.count('small')
    expect(shares.count('big')).toBe(1)
    for (let i = 0; i < 50_000; i += 1) shares.count(`invented-${i}`)
    expect(shares.count('invented-49999')).toBeLessThan(1)
  })
})
