import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyCondition,
  edgyCondition,
  edgyFacts,
  factsOf,
  historiesWith,
  NOW,
  newestFirst,
  plainFacts,
} from '../test/arbitraries.js'
import { evaluate, type Facts, type Occurrence, withOccurrence } from './index.js'

const anyPair = fc.oneof(
  fc.tuple(anyCondition, plainFacts),
  fc.tuple(anyCondition, plainFacts),
  fc.tuple(edgyCondition, edgyFacts),
)
const moments = fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 4 })

/** Histories that grow, with the facts that look at them. */
function growing(facts: Facts) {
  const histories = new Map<string, readonly Occurrence[]>()
  return {
    facts: { ...facts, occurrences: (name: string) => histories.get(name) ?? [] },
    add: (name: string, occurrence: Occurrence) =>
      histories.set(name, withOccurrence(histories.get(name) ?? [], occurrence)),
  }
}

describe('a history that grows', () => {
  it('gives with every event the result of the same history that has no cache', () => {
    let compared = 0
    fc.assert(
      fc.property(anyPair, plainFacts, moments, ([condition, plain], other, later) => {
        const growingFacts = growing(factsOf(plain))
        const added: (typeof plain.history)[number][] = []
        for (const [index, occurrence] of plain.history.entries()) {
          for (const history of historiesWith(occurrence)) growingFacts.add(history, occurrence)
          added.push(occurrence)
          const now = new Date(NOW.getTime() + (later[index % later.length] ?? 0))
          // Other facts about the person beside these: another run, or what has changed about them.
          for (const person of [plain, { ...other, history: plain.history }]) {
            const { occurrences } = growingFacts.facts
            const fresh = factsOf({ ...person, history: added })
            expect(evaluate(condition, { ...fresh, occurrences }, now)).toEqual(evaluate(condition, fresh, now))
            compared += 1
          }
        }
      }),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(3_000)
  }, 60_000)

  it('keeps the order of time, then of arrival', () => {
    fc.assert(
      fc.property(plainFacts, ({ history }) => {
        const grown = history.reduce<readonly Occurrence[]>(withOccurrence, [])
        expect(grown.map(({ at, position }) => [at, position])).toEqual(
          history.toSorted(newestFirst).map(({ at, position }) => [at, position]),
        )
      }),
    )
  })
})
