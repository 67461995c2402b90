import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absent, member, unit } from '../../test/directory.js'
import { decideOwner } from './owner.js'
import { findResponsible, type Member, type Question } from './responsible.js'
import { type DirectoryUnit, treeOf } from './tree.js'

const QUESTION: Question = { segments: [], accounts: [], at: new Date('2026-11-23T10:00:00.000Z'), topic: 'Größe' }
const ofFirm = (staffId: string, changes: Partial<Member> = {}): Member => member(staffId, 'firm', changes)
const ownerIn = (units: readonly DirectoryUnit[], members: readonly Member[]) => {
  const tree = treeOf(units)
  const found = findResponsible(QUESTION, tree, members)
  return found && decideOwner(found, QUESTION, { tree, members, calendars: new Map() })
}

describe('a tree of units', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f']
  // Circles, and parents that are not there, as a copy between two changes shows them.
  const trees = fc.tuple(
    ...keys.map((key) =>
      fc
        .tuple(fc.option(fc.constantFrom(...keys, 'gone')), fc.option(fc.constantFrom('office', 'night')))
        .map(([parent, calendar]) => unit(key, parent, { calendar })),
    ),
  )

  it('knows of each unit how deep it is and by which calendar it works, in whatever order it is asked', () => {
    fc.assert(
      fc.property(trees, fc.shuffledSubarray(keys, { minLength: keys.length }), (units, order) => {
        const tree = treeOf(units)
        for (const key of [...order, 'gone']) {
          const way = tree.upwards(key)
          expect(tree.depthOf(key)).toBe(way.length)
          expect(tree.calendarOf(key)).toBe(way.find(({ calendar }) => calendar !== null)?.calendar ?? null)
        }
      }),
    )
  })
})

describe('a directory of ten thousand', () => {
  const MANY = 10_000
  /** Counts how often the fields are read by which units and people are walked over. */
  function counted<Item extends object>(items: readonly Item[], field: keyof Item): () => number {
    let reads = 0
    for (const item of items) {
      const value = item[field]
      Object.defineProperty(item, field, {
        enumerable: true,
        get: () => {
          reads += 1
          return value
        },
      })
    }
    return () => reads
  }

  it('is walked a few times, however deep the units are and whoever is in them', () => {
    const units = Array.from({ length: MANY }, (_, at) =>
      unit(`u${at}`, at === 0 ? null : `u${at - 1}`, { responsibleFor: [{ topic: 'Größe' }] }),
    )
    const members = Array.from({ length: MANY }, (_, at) => ofFirm(`s${at}`, { unit: `u${at}`, roles: ['analyst'] }))
    const parents = counted(units, 'parent')
    const homes = counted(members, 'unit')
    expect(ownerIn(units, members)).toMatchObject({ unit: `u${MANY - 1}`, staffId: null })
    expect(parents()).toBeLessThan(10 * MANY)
    expect(homes()).toBeLessThan(10 * MANY)
  })

  it('is looked through once where all of a unit are absent, and names some of them', () => {
    const members = Array.from({ length: MANY }, (_, at) => ofFirm(`s${at}`, absent(`s${(at + 1) % MANY}`)))
    const absences = counted(members, 'absences')
    const owner = ownerIn([unit('firm', null)], members)
    expect(owner?.staffId).toBeNull()
    expect(absences()).toBeLessThan(20 * MANY)
    expect(owner?.reasons.length).toBeLessThan(300)
  })
})

describe('deputies', () => {
  const inARow = (length: number): readonly Member[] => [
    ...Array.from({ length }, (_, at) => ofFirm(`s${at}`, { ...absent(`s${at + 1}`), unit: at === 0 ? 'firm' : 'x' })),
    ofFirm(`s${length}`, { unit: 'x' }),
  ]

  it('stand in for each other ten in a row, and no more', () => {
    const units = [unit('firm', null), unit('x', 'firm')]
    expect(ownerIn(units, inARow(10))?.staffId).toBe('s10')
    const owner = ownerIn(units, inARow(11))
    expect(owner?.staffId).toBeNull()
    expect(owner?.reasons.at(-2)).toMatchObject({ code: 'no_deputy', staffId: 's10' })
  })

  it('and whoever is named take nothing that they may do nothing with', () => {
    const units = [unit('firm', null)]
    for (const unfit of [{ roles: [] }, { roles: ['analyst'] }, { capacity: 0 }]) {
      const deputy = ownerIn(units, [ofFirm('a', absent('b')), ofFirm('b', unfit)])
      expect(deputy?.staffId).toBeNull()
      expect(deputy?.reasons.map(({ code }) => code)).toEqual([
        'default_unit',
        'absent',
        'deputy',
        'takes_nothing',
        'nobody_available',
      ])
      const named = ofFirm('b', { ...unfit, responsibleFor: [{ topic: 'Größe' }] })
      expect(ownerIn(units, [named, ofFirm('c')])).toMatchObject({
        staffId: 'c',
        reasons: [{ code: 'responsible' }, { code: 'takes_nothing', staffId: 'b' }, { code: 'of_unit' }],
      })
    }
  })

  it('are named for ten for whom somebody stands in', () => {
    const members = [ofFirm('z'), ...Array.from({ length: 30 }, (_, at) => ofFirm(`a${at}`, absent('z')))]
    const early = [{ ...(members[0] ?? ofFirm('z')), createdAt: new Date('2020-01-01T00:00:00Z') }, ...members.slice(1)]
    const owner = ownerIn([unit('firm', null)], early)
    expect(owner?.staffId).toBe('z')
    expect(owner?.reasons.filter(({ code }) => code === 'deputy')).toHaveLength(10)
  })
})
