import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame, learnTraits, mergeTraits, type Traits } from './traits.js'

const nothing: Traits = { traits: {}, traitTimes: {} }
const at = (ms: number): Date => new Date(ms)

describe('learning traits', () => {
  it('believes the newest event, whatever comes first', () => {
    const late = learnTraits(nothing, { city: 'Köln', plan: 'plus' }, at(20))
    const both = learnTraits(late, { city: 'Berlin', name: 'Änne' }, at(10))
    expect(both.traits).toEqual({ city: 'Köln', plan: 'plus', name: 'Änne' })
    expect(both.changed).toEqual(['name'])
  })

  it('removes with null, and an older event does not bring it back', () => {
    const known = learnTraits(nothing, { city: 'Köln' }, at(10))
    const removed = learnTraits(known, { city: null }, at(20))
    expect([removed.traits, removed.changed]).toEqual([{}, ['city']])
    expect(learnTraits(removed, { city: 'Köln' }, at(15)).traits).toEqual({})
    expect(learnTraits(removed, { city: 'Bonn' }, at(30)).traits).toEqual({ city: 'Bonn' })
  })

  it('keeps types and replaces objects and lists as a whole', () => {
    const known = learnTraits(nothing, { age: 40, address: { city: 'Köln', zip: '50667' }, tags: ['a', 'b'] }, at(10))
    const next = learnTraits(known, { address: { city: 'Bonn' }, tags: 'c' }, at(20))
    expect(next.traits).toEqual({ age: 40, address: { city: 'Bonn' }, tags: 'c' })
  })

  it('calls nothing changed that has the same value, in whatever order its names are', () => {
    const known = learnTraits(nothing, { address: { city: 'Köln', zip: '50667' } }, at(10))
    expect(learnTraits(known, { address: { zip: '50667', city: 'Köln' } }, at(20)).changed).toEqual([])
  })

  it('keeps names that every object inherits', () => {
    const known = learnTraits(nothing, { constructor: 'x', toString: 1 }, at(10))
    expect(learnTraits(known, { constructor: 'y' }, at(20)).traits).toEqual({ constructor: 'y', toString: 1 })
  })

  it('comes to the same end in any order of arrival', () => {
    const facts = fc.uniqueArray(
      fc.record({ at: fc.nat(1_000), traits: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()) }),
      {
        selector: ({ at: time }) => time,
      },
    )
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (events, order) => {
        const learn = (all: typeof events): Traits =>
          all.reduce<Traits>((known, event) => learnTraits(known, event.traits, at(event.at)), nothing)
        const shuffled = events
          .map((event) => ({ event, rank: order.next().value ?? 0 }))
          .toSorted((left, right) => left.rank - right.rank)
          .map(({ event }) => event)
        const [inOrder, other] = [learn(events), learn(shuffled)]
        expect(isSame(inOrder.traits, other.traits)).toBe(true)
        expect(isSame(inOrder.traitTimes, other.traitTimes)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('merging traits', () => {
  it('takes each from whoever learned it last', () => {
    const left: Traits = { traits: { city: 'Köln', plan: 'plus' }, traitTimes: { city: 10, plan: 30 } }
    const right: Traits = {
      traits: { city: 'Bonn', plan: 'basic', name: 'Änne' },
      traitTimes: { city: 20, plan: 20, name: 5 },
    }
    expect(mergeTraits(left, right).traits).toEqual({ city: 'Bonn', plan: 'plus', name: 'Änne' })
  })

  it('loses no trait but to a newer value of the same name, which keeps its type', () => {
    const person = fc
      .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.tuple(fc.jsonValue(), fc.nat(50)))
      .map((fact) =>
        Object.entries(fact).reduce<Traits>(
          (known, [name, [value, time]]) => learnTraits(known, { [name]: value }, at(time)),
          nothing,
        ),
      )
    fc.assert(
      fc.property(person, person, (survivor, absorbed) => {
        const merged = mergeTraits(survivor, absorbed)
        for (const either of [survivor, absorbed])
          for (const [name, time] of Object.entries(either.traitTimes)) {
            const other = either === survivor ? absorbed : survivor
            const otherTime = other.traitTimes[name] ?? -1
            if (otherTime > time || (otherTime === time && either === absorbed)) continue
            expect(merged.traits[name]).toEqual(either.traits[name])
          }
        expect(Object.keys(merged.traitTimes).length).toBe(
          new Set([...Object.keys(survivor.traitTimes), ...Object.keys(absorbed.traitTimes)]).size,
        )
      }),
      { numRuns: 500 },
    )
  })
})
