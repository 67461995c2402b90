import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSame, learnTraits, mergeTraits, type Traits } from '../../people/domain/traits.js'
import { openTraitEntries, type TraitEntry } from './trait-entries.js'
import { type KnownTrait, openTraitFold, type TraitNote } from './trait-history.js'

const IDS = ['a', 'b', 'c']
const id = fc.constantFrom(...IDS)
const NOTHING: Traits = { traits: {}, traitTimes: {} }
const NAME = 't'

interface Stated {
  readonly id: string
  readonly value: string | null
  readonly occurredAt: number
  readonly gap: number
}
interface Merged {
  readonly survivorId: string
  readonly absorbedId: string
  readonly gap: number
}

const stated: fc.Arbitrary<Stated> = fc.record({
  id,
  value: fc.constantFrom('x', 'y', 'z', null),
  occurredAt: fc.nat(6),
  gap: fc.nat(1),
})
const merged: fc.Arbitrary<Merged> = fc.record({ survivorId: id, absorbedId: id, gap: fc.nat(1) })
const happened = fc.array(fc.oneof({ weight: 5, arbitrary: stated }, { weight: 1, arbitrary: merged }), {
  maxLength: 25,
})

/** What the rules of traits make of it all as it comes: what is known of one id after each step, and at the end. */
function live(list: readonly (Stated | Merged)[], focus: string) {
  const people = new Map(IDS.map((name) => [name, NOTHING]))
  const stands = new Map(IDS.map((name) => [name, name]))
  const of = (name: string): string => stands.get(name) ?? name
  const person = (name: string): Traits => people.get(of(name)) ?? NOTHING
  let now = 10
  const known: [number, unknown][] = []
  for (const fact of list) {
    now += fact.gap
    if ('id' in fact)
      people.set(of(fact.id), learnTraits(person(fact.id), { [NAME]: fact.value }, new Date(fact.occurredAt)))
    else if (of(fact.survivorId) !== of(fact.absorbedId)) {
      const [survivor, absorbed] = [of(fact.survivorId), of(fact.absorbedId)]
      people.set(survivor, mergeTraits(person(survivor), person(absorbed)))
      for (const name of IDS) if (of(name) === absorbed) stands.set(name, survivor)
    }
    known.push([now, person(focus).traits[NAME] ?? null])
  }
  return { known, end: person(focus) }
}

function endOf({ traits, traitTimes }: Traits): ReadonlyMap<string, KnownTrait> {
  const occurredAt = traitTimes[NAME]
  return occurredAt === undefined ? new Map() : new Map([[NAME, { occurredAt, value: traits[NAME] }]])
}

/** The same folded afterwards. */
function history(list: readonly (Stated | Merged)[], focus: string, end: Traits, most = 1_000): readonly TraitEntry[] {
  const entries = openTraitEntries(most, null)
  let position = 0
  const note = (change: TraitNote): void => entries.add(change, [position, ''])
  const fold = openTraitFold({ profileId: focus, end: endOf(end), isSame, note })
  let knownAt = 10
  for (const fact of list) {
    knownAt += fact.gap
    position += 1
    if ('id' in fact) {
      const { value, occurredAt } = fact
      fold.take({ profileId: fact.id, name: NAME, value, occurredAt, knownAt, by: { messageId: `m${position}` } })
    } else fold.merge({ survivorId: fact.survivorId, absorbedId: fact.absorbedId, knownAt, because: `m${position}` })
  }
  fold.settle()
  return entries.newest()
}

describe('the history of a trait', () => {
  it('is at any moment what the rules of traits made of what was known, under any id', () => {
    fc.assert(
      fc.property(happened, id, (list, focus) => {
        const { known, end } = live(list, focus)
        const entries = history(list, focus, end).toReversed()
        for (const [at] of known) {
          const expected = known.findLast(([time]) => time <= at)?.[1] ?? null
          const found = entries.findLast(({ from, to }) => (from ?? 0) <= at && (to === null || at < to))
          expect(found?.value ?? null).toEqual(expected)
        }
        expect(entries.findLast(({ to }) => to === null)?.value ?? null).toEqual(end.traits[NAME] ?? null)
        for (const { lostTo, from, to } of entries) expect(lostTo === null || from === to).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  it('has the same newest entries however few are kept', () => {
    fc.assert(
      fc.property(happened, id, fc.integer({ min: 1, max: 5 }), (list, focus, most) => {
        const { end } = live(list, focus)
        expect(history(list, focus, end, most)).toEqual(history(list, focus, end).slice(0, most))
      }),
    )
  })

  it('ends in what is known, whatever the order was in which things of one moment were taken', () => {
    const entries = openTraitEntries(10, null)
    const fold = openTraitFold({
      profileId: 'a',
      end: new Map([[NAME, { occurredAt: 5, value: 'x' }]]),
      isSame,
      note: (change) => entries.add(change, [1, '']),
    })
    for (const value of ['x', 'y'])
      fold.take({ profileId: 'a', name: NAME, value, occurredAt: 5, knownAt: 6, by: { messageId: value } })
    fold.settle()
    expect(entries.newest()[0]).toMatchObject({ value: 'x', from: 6, to: null, stated: { by: { messageId: 'x' } } })
  })

  it('does not have what was left out when it came', () => {
    const fold = openTraitFold({ profileId: 'a', end: new Map([[NAME, { occurredAt: 5, value: 'x' }]]), isSame })
    fold.take({ profileId: 'a', name: NAME, value: 'x', occurredAt: 5, knownAt: 6, by: { messageId: 'm1' } })
    fold.take({ profileId: 'a', name: NAME, value: 'too large', occurredAt: 7, knownAt: 8, by: { messageId: 'm2' } })
    fold.take({ profileId: 'a', name: 'never', value: 1, occurredAt: 1, knownAt: 9, by: { messageId: 'm3' } })
    expect([...fold.known()].map(([name, { value }]) => [name, value])).toEqual([[NAME, 'x']])
  })
})
