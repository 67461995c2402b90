import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metrics } from './catalogue.js'
import { interactionsCount } from './counts.js'
import { measureCounts, measureScores, type ScoreRow } from './groups.js'
import type { Question } from './question.js'
import { csat, nps, scoreDistribution, scoreMean, scoreTop2Share } from './scores.js'

const question: Question = { from: null, to: null, every: null, timeZone: 'UTC', weekStart: 1, by: [], where: [] }
const byChannel: Question = { ...question, by: [{ name: 'channel', property: null }] }
const five = { min: 1, max: 5 }
const row = (value: number, count = 1, changes: Partial<ScoreRow> = {}): ScoreRow => ({
  by: [],
  at: null,
  scale: five,
  value,
  count,
  ...changes,
})

describe('groups', () => {
  it('stand in the order of their values and then of time, whatever order they were read in', () => {
    const rows = [
      { by: ['web'], at: new Date(2), n: 1, hits: 0 },
      { by: [''], at: new Date(3), n: 2, hits: 0 },
      { by: ['web'], at: new Date(1), n: 3, hits: 0 },
      { by: ['Änderung'], at: new Date(0), n: 4, hits: 0 },
    ]
    const groups = measureCounts(interactionsCount, { ...byChannel, every: 'P1D' }, rows)
    expect(groups.map(({ n }) => n)).toEqual([2, 3, 1, 4])
    expect(groups[3]).toEqual({
      by: { channel: 'Änderung' },
      at: new Date(0),
      value: 4,
      n: 4,
      interval: null,
      method: 'count',
    })
  })

  it('of scores on several scales are refused, on one scale each they are not', () => {
    const ten = { min: 0, max: 10 }
    expect(measureScores(scoreMean, question, [row(4), row(4, 1, { scale: ten })])).toMatchObject({
      outcome: 'refused',
      fault: { code: 'scales_mixed', pointer: '/query/by' },
    })
    const apart = [row(4, 1, { by: ['a'] }), row(8, 1, { by: ['b'], scale: ten })]
    expect(measureScores(scoreMean, byChannel, apart)).toMatchObject({ groups: [{ value: 4 }, { value: 8 }] })
  })

  it('of scores on several scales are refused with what tells them apart', () => {
    const rows = [row(4), row(6, 1, { scale: { min: 1, max: 7 } })]
    const detailOf = (by: readonly string[]): string => {
      const grouped = { ...question, by: by.map((name) => ({ name, property: null })) }
      const decision = measureScores(
        scoreMean,
        grouped,
        rows.map((given) => ({ ...given, by })),
      )
      return decision.outcome === 'refused' ? decision.fault.detail : ''
    }
    expect(detailOf([])).toBe(
      'The scales 1..5 and 1..7 have no number in common. Group by them (`by=scale`), or choose one (`where=scale:1..5`).',
    )
    expect(detailOf(['survey', 'question'])).toContain('Add `scale` to `by`')
    expect(detailOf(['a', 'b', 'c', 'd', 'e'])).toContain('Replace a dimension')
  })

  it('of scores know between which ends all of them lie', () => {
    const apart = [row(4, 1, { by: ['a'] }), row(8, 1, { by: ['b'], scale: { min: 0, max: 10 } })]
    expect(measureScores(scoreMean, byChannel, apart)).toMatchObject({ scale: { min: 0, max: 10 } })
    expect(measureScores(scoreMean, question, [])).toMatchObject({ scale: null })
  })

  it('have a mean whose interval stays on the scale, and none where all scores are equal', () => {
    const meanOfRows = (...rows: readonly ScoreRow[]) => measureScores(scoreMean, question, rows)
    expect(meanOfRows(row(5, 2), row(4))).toMatchObject({ groups: [{ n: 3, interval: { high: 5 } }] })
    expect(meanOfRows(row(1, 2), row(2))).toMatchObject({ groups: [{ n: 3, interval: { low: 1 } }] })
    expect(meanOfRows(row(5, 3))).toMatchObject({ groups: [{ value: 5, n: 3, interval: null }] })
  })
})

describe('the Net Promoter Score', () => {
  it('is made on the scale from 0 to 10 only', () => {
    const scale = { min: 0, max: 10 }
    const rows = [...[0, 6, 7, 8, 9, 10].map((value) => row(value, 1, { scale })), row(5, 100)]
    expect(measureScores(nps, question, rows)).toMatchObject({ groups: [{ value: 0, n: 6 }] })
  })
})

describe('a distribution', () => {
  it('of a slider lists only what was given', () => {
    const scale = { min: 0, max: 1000 }
    const decision = measureScores(scoreDistribution, question, [row(700, 1, { scale }), row(12, 3, { scale })])
    expect(decision).toMatchObject({
      groups: [
        { by: { score: '12' }, value: 0.75 },
        { by: { score: '700' }, value: 0.25 },
      ],
    })
  })

  it('adds up to one, and every number lies in its interval', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9_999 })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(scores, (given) => {
        const rows = [...new Map(given)].map(([value, count]) => row(value, count))
        for (const metric of [scoreDistribution, scoreMean, scoreTop2Share, csat]) {
          const decision = measureScores(metric, question, rows)
          const groups = decision.outcome === 'measured' ? decision.groups : []
          expect(groups.length).toBe(metric === scoreDistribution ? 5 : 1)
          for (const { value, interval } of groups) {
            if (interval === null) continue
            expect(interval.low).toBeLessThanOrEqual(value ?? Number.NaN)
            expect(interval.high).toBeGreaterThanOrEqual(value ?? Number.NaN)
          }
          const sum = groups.reduce((total, { value }) => total + (value ?? 0), 0)
          if (metric === scoreDistribution) expect(sum).toBeCloseTo(1, 9)
        }
      }),
    )
  })
})

describe('the catalogue', () => {
  it('names each metric once, in both languages', () => {
    expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length)
    for (const { title, splitsBy, dimensions } of metrics) {
      expect(title.de).not.toBe('')
      expect(title.en).not.toBe('')
      expect(dimensions).not.toContain(splitsBy)
    }
  })
})
