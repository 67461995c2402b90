import fc from 'fast-check'
import { expect, it } from 'vitest'
import { learnTraits, type Traits } from '../../people/domain/traits.js'
import { openTraitsFold } from './without-event.js'

const ANNA = { root: 'anna', parents: new Map<string, string>(), bases: new Map() }
const NOTHING: Traits = { traits: {}, traitTimes: {} }
const event = fc.record({
  traits: fc.dictionary(fc.constantFrom('plan', 'Größe', 'city'), fc.constantFrom('a', 'b', null), {
    minKeys: 1,
    noNullPrototype: true,
  }),
  occurredAt: fc.nat(6).map((minute) => new Date(minute * 60_000)),
})
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never

const foldOf = (events: readonly Event[]): Traits =>
  events.reduce<Traits>((known, { traits, occurredAt }) => learnTraits(known, traits, occurredAt), NOTHING)

it('somebody is known by what they would be known by had the event never come', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 12 }), fc.nat(), (events, index) => {
      const at = index % events.length
      const gone = events[at]
      if (gone === undefined) return
      const others = events.filter((_, position) => position !== at)
      const { traits, traitTimes } = foldOf(events)
      const fold = openTraitsFold({ traits, traitTimes }, { traits: gone.traits, at: gone.occurredAt }, ANNA)
      for (const other of others) fold.take({ profileId: 'anna', ...other })
      const expected = foldOf(others)
      expect(fold.end()).toEqual({ traits: expected.traits, traitTimes: expected.traitTimes })
    }),
  )
})

/** What somebody has of their own, as the ledger has it. */
const base = (known: Traits) => ({
  ...known,
  observed: {},
  accounts: [],
  segments: [],
  restriction: null,
  identifiers: [],
  absorbedIds: [],
  createdAt: new Date(0),
})

it('what is known of before a merge without that anything says it stays, but for what the event has taught', () => {
  const before = { traits: { plan: 'plus', city: 'Köln' }, traitTimes: { plan: 1, city: 2 } }
  const person = { traits: { plan: 'a', city: 'Köln' }, traitTimes: { plan: 2, city: 2 } }
  const bases = new Map([['jonas', base(before)]])
  const taught = { traits: { plan: 'a', city: 'Köln' }, at: new Date(2) }
  const fold = openTraitsFold(person, taught, { ...ANNA, parents: new Map([['jonas', 'anna']]), bases })
  expect(fold.end()).toEqual({ traits: { plan: 'plus' }, traitTimes: { plan: 1 } })
})

it('of two who said something of one moment, the survivor of their merge is believed', () => {
  const parents = new Map([
    ['c', 'b'],
    ['b', 'anna'],
    ['d', 'anna'],
  ])
  const at = new Date(5)
  const fold = openTraitsFold(
    { traits: {}, traitTimes: { city: 9 } },
    { traits: { city: null }, at: new Date(9) },
    { ...ANNA, parents },
  )
  for (const profileId of ['b', 'd', 'c']) fold.take({ profileId, traits: { city: profileId }, occurredAt: at })
  expect(fold.end().traits).toEqual({ city: 'b' })
})

it('is folded however many were merged one into the other', () => {
  const ids = Array.from({ length: 20_000 }, (_, nth) => `p${nth}`)
  const parents = new Map(ids.map((id, nth) => [id, ids[nth + 1] ?? 'anna'] as const))
  const taught = { traits: { city: null }, at: new Date(9) }
  const fold = openTraitsFold({ traits: {}, traitTimes: { city: 9 } }, taught, { ...ANNA, parents })
  fold.take({ profileId: 'p0', traits: { city: 'Ulm' }, occurredAt: new Date(5) })
  expect(fold.end().traits).toEqual({ city: 'Ulm' })
})
