import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyCondition,
  edgyCondition,
  edgyFacts,
  factsOf,
  isIn,
  NOW,
  newestFirst,
  type PlainFacts,
  plainFacts,
} from '../test/arbitraries.js'
import {
  type Condition,
  evaluate,
  type Folded,
  fold,
  foldableLeaves,
  neededOccurrences,
  personInWheres,
  readFolded,
  writeFolded,
} from './index.js'

const anyPair = fc.oneof(
  fc.tuple(anyCondition, plainFacts),
  fc.tuple(edgyCondition, edgyFacts),
  fc.tuple(edgyCondition, edgyFacts),
)
const later = (ms: number): Date => new Date(NOW.getTime() + ms)
const momentOf = (occurrence: PlainFacts['history'][number]) => ({
  at: occurrence.at.getTime(),
  position: occurrence.position ?? 0,
})

/** The history that has to be read where the past is folded up to a moment. */
function loaded(condition: Condition, plain: PlainFacts, through: Folded['through'], now: Date): PlainFacts {
  const needs = neededOccurrences(condition, now.getTime() - through.at)
  const history = [...needs].flatMap(([name, wanted]) =>
    wanted.flatMap(({ latest, withinMs = Number.POSITIVE_INFINITY }) => {
      const all = plain.history.filter(isIn(name))
      const past = all.filter(({ at }) => at <= now && at.getTime() > now.getTime() - withinMs).toSorted(newestFirst)
      return [...all.filter(({ at }) => at > now), ...past.slice(0, latest)]
    }),
  )
  return { ...plain, history: [...new Set(history)] }
}

function kept(condition: Condition, folded: Folded): Folded {
  const json: Parameters<typeof readFolded>[2] = JSON.parse(JSON.stringify(writeFolded(condition, folded)))
  return readFolded(condition, folded.through, json)
}

describe('a past that is folded', () => {
  it('says with what came after it what the whole past says, now and later', () => {
    let compared = 0
    fc.assert(
      fc.property(anyPair, fc.nat(11), fc.nat(11), ([condition, plain], nearer, farther) => {
        const past = plain.history.filter(({ at }) => at <= NOW).toSorted(newestFirst)
        const [newer, older] = [nearer, farther].toSorted((left, right) => left - right).map((index) => past[index])
        if (older === undefined || newer === undefined) return
        // First up to the older moment, from the whole past; then on from there, from what is read behind it.
        const first = kept(condition, fold(condition, factsOf(plain), { through: momentOf(older), now: NOW }))
        const behind = { ...factsOf(loaded(condition, plain, first.through, NOW)), folded: first }
        const second = kept(condition, fold(condition, behind, { through: momentOf(newer), now: NOW }))
        for (const folded of [first, second])
          for (const ms of [0, 1, 1500, 4000]) {
            const now = later(ms)
            const whole = factsOf(plain)
            if (personInWheres(condition, whole, now) !== personInWheres(condition, whole, NOW)) continue
            const rest = { ...factsOf(loaded(condition, plain, folded.through, now)), folded }
            expect(evaluate(condition, rest, now).holds).toBe(evaluate(condition, whole, now).holds)
            compared += foldableLeaves(condition).length
          }
      }),
      { numRuns: 1500 },
    )
    expect(compared).toBeGreaterThan(1000)
  }, 30_000)

  it('keeps its answer until the moment it names', () => {
    fc.assert(
      fc.property(anyPair, fc.nat(11), fc.integer({ min: 0, max: 20_000 }), ([condition, plain], index, ms) => {
        const through = plain.history.filter(({ at }) => at <= NOW).toSorted(newestFirst)[index]
        if (through === undefined) return
        const folded = fold(condition, factsOf(plain), { through: momentOf(through), now: NOW })
        const rest = { ...factsOf(loaded(condition, plain, folded.through, NOW)), folded }
        const { until, holds } = evaluate(condition, rest, NOW)
        if (until === undefined || later(ms) < until)
          expect(evaluate(condition, factsOf(plain), later(ms)).holds).toBe(holds)
      }),
      { numRuns: 1500 },
    )
  }, 30_000)

  it('is as small as what the condition asks for, however long it was', () => {
    const condition: Condition = {
      all: [
        { did: 'Page', where: { path: 'event.properties.path', op: 'eq', value: '/größe' }, atLeast: 3 },
        {
          sequence: [{ did: 'Cart' }, { did: 'Help', absent: true }, { did: 'Page' }, { did: 'Order', absent: true }],
          within: 'P1D',
        },
      ],
    }
    const names = ['Page', 'Cart', 'Help', 'Order']
    const of = (count: number): number => {
      const history = Array.from({ length: count }, (_, index) => ({
        name: names[index % names.length] ?? 'Page',
        at: later(-1000 * index),
        properties: { path: '/größe' },
        position: count - index,
      }))
      const facts = factsOf({ traits: {}, identifiers: {}, segments: [], history })
      const folded = fold(condition, facts, { through: { at: NOW.getTime(), position: count }, now: NOW })
      return JSON.stringify(writeFolded(condition, folded)).length
    }
    expect(of(10_000)).toBeLessThan(of(50) + 50)
  })
})
