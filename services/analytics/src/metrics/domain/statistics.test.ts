import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanOf } from './mean.js'
import { netPromoter } from './net-promoter.js'
import { studentT } from './student-t.js'
import { wilson } from './wilson.js'

interface Vectors {
  readonly nps: {
    readonly cases: readonly { P: number; N: number; D: number; nps: number; adjWald: [number, number] }[]
    readonly exactCoverage95: readonly { n: number; p: [number, number, number]; adjWald: number }[]
  }
  readonly wilson: readonly { k: number; n: number; ci: [number, number] }[]
  readonly ces: {
    readonly values: readonly number[]
    readonly mean: number
    readonly sd: number
    readonly t_ci: [number, number]
    readonly top3: number
    readonly top3_wilson: [number, number]
  }
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../test/vectors/statistics.json', import.meta.url), 'utf8'),
) as Vectors // The file lies beside the tests and has this form.
const expectExactly = (value: number | undefined, expected: number): void => {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThan(1e-6)
}
const barsOf = (values: readonly number[]): { value: number; count: number }[] =>
  values.map((value) => ({ value, count: 1 }))

describe('the Net Promoter Score', () => {
  it.each(vectors.nps.cases)('comes out for $P promoters, $N passives, $D detractors', ({ P, N, D, nps, adjWald }) => {
    const result = netPromoter({ promoters: P, passives: N, detractors: D })
    expectExactly(result?.value, nps)
    expectExactly(result?.interval.low, adjWald[0])
    expectExactly(result?.interval.high, adjWald[1])
  })

  it.each(vectors.nps.exactCoverage95)('has an interval that holds the truth as often as it says, n = $n', (given) => {
    expect(coverage(given.n, given.p)).toBeCloseTo(given.adjWald, 4)
  })

  it('stays between -100 and 100, within its interval', () => {
    const count = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(count, count, count, (promoters, passives, detractors) => {
        const result = netPromoter({ promoters, passives, detractors })
        if (promoters + passives + detractors === 0) return expect(result).toBeNull()
        const { value, interval } = result ?? { value: Number.NaN, interval: { low: 0, high: 0 } }
        expect(interval.low).toBeGreaterThanOrEqual(-100)
        expect(interval.high).toBeLessThanOrEqual(100)
        expect(interval.low).toBeLessThanOrEqual(value)
        expect(interval.high).toBeGreaterThanOrEqual(value)
      }),
    )
  })
})

describe('a share', () => {
  it.each(vectors.wilson)('of $k in $n has the Wilson interval', ({ k, n, ci }) => {
    const interval = wilson(k, n)
    expectExactly(interval?.low, ci[0])
    expectExactly(interval?.high, ci[1])
  })

  it('lies within its interval, and that within 0 and 1', () => {
    const sample = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(sample, ([hits, n]) => {
        const interval = wilson(hits, n) ?? { low: Number.NaN, high: Number.NaN }
        expect(interval.low).toBeGreaterThanOrEqual(0)
        expect(interval.high).toBeLessThanOrEqual(1)
        expect(interval.low).toBeLessThanOrEqual(hits / n)
        expect(interval.high).toBeGreaterThanOrEqual(hits / n)
      }),
    )
  })

  it('of nothing has no interval', () => expect(wilson(0, 0)).toBeNull())
})

describe('a mean', () => {
  it('has the t interval of the worked effort scores', () => {
    const { values, mean, sd, t_ci: interval, top3, top3_wilson: topInterval } = vectors.ces
    const result = meanOf(barsOf(values))
    expectExactly(result?.value, mean)
    expectExactly(result?.deviation ?? undefined, sd)
    expectExactly(result?.interval?.low, interval[0])
    expectExactly(result?.interval?.high, interval[1])
    const top = values.filter((value) => value >= 5).length
    expectExactly(top / values.length, top3)
    expectExactly(wilson(top, values.length)?.low, topInterval[0])
    expectExactly(wilson(top, values.length)?.high, topInterval[1])
  })

  it('does not depend on the order of the answers, to the last digit', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 50 })
    fc.assert(
      fc.property(values, (given) => {
        const result = meanOf(barsOf(given))
        expect(meanOf(barsOf(given.toReversed()))).toEqual(result)
        expect(result?.interval?.low).toBeLessThanOrEqual(result?.value ?? Number.NaN)
        expect(result?.interval?.high).toBeGreaterThanOrEqual(result?.value ?? Number.NaN)
      }),
    )
  })

  it('of one value has no interval, and of none no value', () => {
    expect(meanOf([{ value: 4, count: 1 }])).toEqual({ value: 4, n: 1, deviation: null, interval: null })
    expect(meanOf([])).toBeNull()
  })
})

describe("the quantile of Student's t distribution", () => {
  it.each([
    [1, 12.7062047362],
    [2, 4.3026527297],
    [5, 2.5705818356],
    [10, 2.228138852],
    [30, 2.0422724563],
    [100, 1.9839715185],
    [999, 1.9623414611],
    [1000, 1.9623390808],
  ])('with %d degrees of freedom is %d', (degrees, expected) => expectExactly(studentT(degrees), expected))

  it('falls towards that of the normal distribution without a step between its two methods', () => {
    for (let degrees = 990; degrees < 1_010; degrees += 1) {
      const step = studentT(degrees) - studentT(degrees + 1)
      expect(step).toBeGreaterThan(2.2e-6)
      expect(step).toBeLessThan(2.6e-6)
    }
    expectExactly(studentT(1e9), 1.959963984540054)
  })
})

/** How often the interval holds the true score, over every possible sample of n answers. */
function coverage(n: number, [up, same, down]: readonly [number, number, number]): number {
  const logs = [0]
  for (let i = 1; i <= n; i += 1) logs.push((logs[i - 1] ?? 0) + Math.log(i))
  const log = (i: number): number => logs[i] ?? Number.NaN
  let held = 0
  for (let promoters = 0; promoters <= n; promoters += 1) {
    for (let passives = 0; passives <= n - promoters; passives += 1) {
      const detractors = n - promoters - passives
      const { low, high } = netPromoter({ promoters, passives, detractors })?.interval ?? { low: 1, high: -1 }
      const truth = 100 * (up - down)
      if (low > truth || high < truth) continue
      const ways = log(n) - log(promoters) - log(passives) - log(detractors)
      held += Math.exp(ways + promoters * Math.log(up) + passives * Math.log(same) + detractors * Math.log(down))
    }
  }
  return held
}
