import { keyOf } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LinkEntry, MergeEntry } from '../../history/domain/ledger.js'
import { originsOf } from '../../history/domain/origins.js'
import { newProfile, type Profile } from '../../people/domain/profile.js'
import { learnTraits, mergeTraits } from '../../people/domain/traits.js'
import { decidePartition } from './partition.js'
import { openRefold, type Saying } from './refold.js'

const day = (at: number): Date => new Date(Date.UTC(2026, 0, at))
const id = (person: number): { type: string; value: string } => ({ type: 'user_id', value: `u${person}` })
const link = (person: number) => ({ ...id(person), verified: true, firstSeenAt: day(1), lastSeenAt: day(1) })
const person = (index: number): Profile => ({ ...newProfile(`p${index}`, day(1)), identifiers: [link(index)] })

interface Step {
  readonly person: number
  readonly name: string
  readonly value: number | null
  readonly at: number
}
const step: fc.Arbitrary<Step> = fc.record({
  person: fc.integer({ min: 0, max: 2 }),
  name: fc.constantFrom('plan', 'city', 'Größe'),
  value: fc.option(fc.integer({ min: 0, max: 3 })),
  at: fc.integer({ min: 1, max: 28 }),
})
const traitsOf = ({ name, value }: Step) => Object.fromEntries([[name, value]])

/** Three people, of whom the second and the third are merged into the first after some steps; what is said goes on. */
function live(steps: readonly Step[], mergedAt: readonly [number, number]) {
  const alone = [0, 1, 2].map(person)
  const together: (Profile | undefined)[] = [0, 1, 2].map(person)
  const merges: MergeEntry[] = []
  const sayings: Saying[] = []
  const now = (index: number): number => (index > 0 && together[index] === undefined ? 0 : index)
  const teach = (people: (Profile | undefined)[], index: number, stated: Step): void => {
    const known = people[index]
    if (known !== undefined) people[index] = { ...known, ...learnTraits(known, traitsOf(stated), day(stated.at)) }
  }
  for (const [index, stated] of steps.entries()) {
    for (const absorbed of [1, 2])
      if (mergedAt[absorbed - 1] === index) {
        const [survivor, gone] = [together[0], together[absorbed]]
        if (survivor === undefined || gone === undefined) continue
        const why = { entryId: `${index}`, at: day(1), position: index, because: 'test' }
        merges.push({ survivorId: 'p0', absorbedId: gone.profileId, absorbed: gone, survivor, ...why })
        together[0] = {
          ...survivor,
          ...mergeTraits(survivor, gone),
          absorbedIds: [...survivor.absorbedIds, gone.profileId],
          identifiers: [...survivor.identifiers, ...gone.identifiers],
        }
        together[absorbed] = undefined
      }
    teach(alone, stated.person, stated)
    teach(together, now(stated.person), stated)
    sayings.push({
      profileId: `p${now(stated.person)}`,
      identifiers: [id(stated.person)],
      traits: traitsOf(stated),
      context: {},
      at: day(stated.at),
    })
  }
  return { alone, whole: together[0] ?? person(0), merges, sayings }
}

const known = ({ traits, traitTimes }: Pick<Profile, 'traits' | 'traitTimes'>) => ({ traits, traitTimes })

describe('a merge that is taken back', () => {
  it('leaves both as if it never had been, whatever was said before and since', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(29), fc.nat(29), (steps, first, second) => {
        const { alone, whole, merges, sayings } = live(steps, [first, second])
        if (!whole.absorbedIds.includes('p1')) return
        const origins = originsOf(whole, { merges, links: [], cuts: new Map() })
        const parted = decidePartition(whole.identifiers, origins, [id(1)])
        if (parted.outcome === 'refused') throw new Error(parted.code)
        expect(parted.newId).toBe('p1')
        const refold = openRefold(whole, parted, origins)
        const ids = [whole.profileId, ...whole.absorbedIds]
        const inOrder = sayings
          .filter(({ profileId }) => ids.includes(profileId))
          .map((saying, position) => ({ saying, position }))
          .toSorted((a, b) => a.saying.at.getTime() - b.saying.at.getTime() || a.position - b.position)
        for (const { saying } of inOrder) refold.take(saying)
        const { goes, stays, unexplained } = refold.end()
        expect([known(goes), unexplained]).toEqual([known(alone[1] ?? person(1)), 0])
        if (!whole.absorbedIds.includes('p2')) expect(known(stays)).toEqual(known(alone[0] ?? person(0)))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('who goes', () => {
  const merge = (survivorId: string, absorbed: Profile, survivor: Profile): MergeEntry => ({
    entryId: 'entry',
    survivorId,
    absorbedId: absorbed.profileId,
    absorbed,
    survivor,
    at: new Date(0),
    position: null,
    because: 'merge',
  })
  const [anna, jonas, karla] = [person(0), person(1), person(2)]
  const both = { ...anna, absorbedIds: ['p1'], identifiers: [link(0), link(1)] }
  const merges = [merge('p0', jonas, anna)]
  const partOf = (
    of: Profile,
    ledger: { merges: readonly MergeEntry[]; links?: readonly LinkEntry[] },
    named: number[],
  ) => {
    const origins = originsOf(of, { links: [], cuts: new Map(), ...ledger })
    const parted = decidePartition(of.identifiers, origins, named.map(id))
    return parted.outcome === 'refused'
      ? parted.code
      : { newId: parted.newId, goes: parted.goes.map(keyOf), stays: parted.stays.map(keyOf) }
  }

  it('is who was merged, whichever of the two is named', () => {
    const expected = { newId: 'p1', goes: [keyOf(id(1))], stays: [keyOf(id(0))] }
    expect(partOf(both, { merges }, [1])).toEqual(expected)
    expect(partOf(both, { merges }, [0])).toEqual(expected)
    expect(partOf(both, { merges }, [0, 1])).toBe('split_leaves_nobody')
    expect(partOf(both, { merges }, [2])).toBe('identifier_unknown')
  })

  it('takes along whoever had been merged into them before', () => {
    const two = { ...jonas, absorbedIds: ['p2'], identifiers: [link(1), link(2)] }
    const three = { ...anna, absorbedIds: ['p1', 'p2'], identifiers: [link(0), link(1), link(2)] }
    const chain = [merge('p1', karla, jonas), merge('p0', two, anna)]
    expect(partOf(three, { merges: chain }, [1])).toMatchObject({ newId: 'p1', goes: [keyOf(id(1)), keyOf(id(2))] })
    expect(partOf(three, { merges: chain }, [2])).toMatchObject({ newId: 'p2', goes: [keyOf(id(2))] })
  })

  it('is who an identifier came with since the merge, and alone what came by none', () => {
    const since = { ...both, identifiers: [...both.identifiers, link(2)] }
    const links = [{ ...id(2), profileId: 'p0', together: [id(2), id(1)] }]
    expect(partOf(since, { merges, links }, [1])).toMatchObject({ goes: [keyOf(id(1)), keyOf(id(2))] })
    expect(partOf({ ...anna, identifiers: [link(0), link(1)] }, { merges: [] }, [1])).toEqual({
      newId: null,
      goes: [keyOf(id(1))],
      stays: [keyOf(id(0))],
    })
  })

  it('is whom an identifier came with since it was let go, whoever had had it', () => {
    const since = { ...both, identifiers: [...both.identifiers, link(2)] }
    const before = { ...id(2), profileId: 'p0', together: [id(2), id(1)] }
    const anew = { ...id(2), profileId: 'p0', together: [id(2), id(0)], isAnew: true as const }
    expect(partOf(since, { merges, links: [before, anew] }, [1])).toMatchObject({ goes: [keyOf(id(1))] })
    const had = [merge('p0', { ...jonas, identifiers: [link(1), link(2)] }, anna)]
    expect(partOf(since, { merges: had, links: [anew] }, [1])).toMatchObject({ goes: [keyOf(id(1))] })
  })
})
