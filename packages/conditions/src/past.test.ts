import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCondition, edgyCondition, edgyFacts, factsOf, NOW, newestFirst, plainFacts } from '../test/arbitraries.js'
import { evaluate, type Facts, type Occurrence, withOccurrence } from './index.js'

const anyPair = fc.oneof(
  fc.tuple(anyCondition, plainFacts),
  fc.tuple(anyCondition, plainFacts),
  fc.tuple(edgyCondition, edgyFacts),
)
const moments = fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 4 })

/** A past that grows, with the facts that look at it. */
function growing(facts: Facts) {
  const pasts = new Map<string, readonly Occurrence[]>()
  return {
    facts: { ...facts, occurrences: (name: string) => pasts.get(name) ?? [] },
    add: (name: string, one: Occurrence) => pasts.set(name, withOccurrence(pasts.get(name) ?? [], one)),
  }
}

describe('a past that grows', () => {
  it('says with every event what the same past says that is looked at for the first time', () => {
    let compared = 0
    fc.assert(
      fc.property(anyPair, plainFacts, moments, ([condition, plain], other, later) => {
        const past = growing(factsOf(plain))
        const told: (typeof plain.history)[number][] = []
        for (const [index, one] of plain.history.entries()) {
          past.add(one.name, one)
          told.push(one)
          const now = new Date(NOW.getTime() + (later[index % later.length] ?? 0))
          // Somebody else's answers beside the own: another run, or what has changed about the person.
          for (const person of [plain, { ...other, history: plain.history }]) {
            const { occurrences } = past.facts
            const fresh = factsOf({ ...person, history: told })
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
        const past = history.reduce<readonly Occurrence[]>(withOccurrence, [])
        expect(past.map(({ at, position }) => [at, position])).toEqual(
          history.toSorted(newestFirst).map(({ at, position }) => [at, position]),
        )
      }),
    )
  })
})
