import type { Calendar } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absent, member, unit } from '../../test/directory.js'
import { decideOwner, type Owner } from './owner.js'
import { findResponsible, type Member, type Question } from './responsible.js'
import { type DirectoryUnit, treeOf } from './tree.js'

const AT = new Date('2026-11-23T10:00:00.000Z')
const question = (changes: Partial<Question> = {}): Question => ({ segments: [], accounts: [], at: AT, ...changes })

const decide = (
  about: Partial<Question>,
  units: readonly DirectoryUnit[],
  members: readonly Member[] = [],
  calendars: Readonly<Record<string, Calendar>> = {},
): Owner | null => {
  const tree = treeOf(units)
  const found = findResponsible(question(about), tree, members)
  return found && decideOwner(found, question(about), { tree, members, calendars: new Map(Object.entries(calendars)) })
}
const codesOf = (owner: Owner | null): readonly string[] => owner?.reasons.map(({ code }) => code) ?? []
const texts = (owner: Owner | null): string => owner?.reasons.map(({ detail }) => detail).join(' ') ?? ''

describe('the unit that is responsible', () => {
  const firm = [
    unit('firm', null),
    unit('service', 'firm', { responsibleFor: [{ touchpoint: 'delivery' }, { language: 'fr' }] }),
    unit('hotline', 'service', { responsibleFor: [{ touchpoint: 'delivery', language: 'de' }] }),
    unit('key-accounts', 'firm', { responsibleFor: [{ account: 'größe-gmbh' }] }),
  ]
  const unitOf = (about: Partial<Question>) => decide(about, firm)?.unit

  it('is the one whose responsibility names the most', () => {
    expect(unitOf({ touchpoint: 'delivery' })).toBe('service')
    expect(unitOf({ touchpoint: 'delivery', language: 'en' })).toBe('service')
    expect(unitOf({ touchpoint: 'delivery', language: 'de' })).toBe('hotline')
    expect(unitOf({ touchpoint: 'delivery', language: 'de-AT' })).toBe('hotline')
  })

  it('is of equal ones the one that narrows down the most: an account before a touchpoint', () => {
    expect(unitOf({ touchpoint: 'delivery', accounts: ['größe-gmbh'] })).toBe('key-accounts')
    expect(unitOf({ touchpoint: 'delivery', language: 'fr' })).toBe('service')
  })

  it('is the one at the top where nothing fits, and says so', () => {
    const owner = decide({ touchpoint: 'shop' }, firm)
    expect([owner?.unit, codesOf(owner)]).toEqual(['firm', ['default_unit', 'nobody_available']])
    expect(decide({}, [unit('agency', null, { isPartner: true }), unit('firm', null)])?.unit).toBe('firm')
    expect(decide({}, [])).toBeNull()
    expect(decide({}, [unit('firm', null, { counts: false })])).toBeNull()
  })

  it('is above one that counts no more, unless somebody else is responsible', () => {
    const old = unit('nord', 'service', { counts: false, responsibleFor: [{ touchpoint: 'shop', language: 'de' }] })
    const owner = decide({ touchpoint: 'shop', language: 'de' }, [...firm, old])
    expect([owner?.unit, codesOf(owner).slice(0, 2)]).toEqual(['service', ['responsible', 'unit_not_valid']])
    const shop = unit('shop', 'firm', { responsibleFor: [{ touchpoint: 'shop' }] })
    expect(decide({ touchpoint: 'shop', language: 'de' }, [...firm, old, shop])?.unit).toBe('shop')
  })

  it('gives way to somebody who is responsible for the same', () => {
    const jörg = member('jörg', 'service', { responsibleFor: [{ touchpoint: 'delivery' }] })
    const owner = decide({ touchpoint: 'delivery' }, firm, [member('änne', 'service'), jörg])
    expect(owner).toMatchObject({ unit: 'service', staffId: 'jörg' })
    expect(owner?.reasons[0]).toMatchObject({ code: 'responsible', staffId: 'jörg' })
  })
})

describe('the person who owns it', () => {
  const units = [unit('firm', null), unit('service', 'firm', { responsibleFor: [{ touchpoint: 'delivery' }] })]
  const owned = (...members: readonly Member[]) => decide({ touchpoint: 'delivery' }, units, members)

  it('works in the unit', () => {
    const owner = owned(member('chef', 'firm', { roles: ['manager'] }), member('jörg', 'service'))
    expect(owner).toMatchObject({ unit: 'service', staffId: 'jörg' })
    expect(codesOf(owner)).toEqual(['responsible', 'of_unit'])
    for (const nobody of [{ roles: ['analyst'] }, { roles: [] }, { capacity: 0 }])
      expect(owned(member('jörg', 'service', nobody))?.staffId).toBeNull()
  })

  it('is the deputy of whoever is absent, over however many, and because says it', () => {
    const owner = owned(member('a', 'service', absent('b')), member('b', 'firm', absent('c')), member('c', 'firm'))
    expect(owner).toMatchObject({ unit: 'service', staffId: 'c' })
    expect(codesOf(owner)).toEqual(['responsible', 'of_unit', 'absent', 'deputy', 'absent', 'deputy'])
    expect(texts(owner)).toContain('Staff a is absent. Staff b stands in for a. Staff b is absent.')
    expect(owned(member('a', 'service', absent('b')), member('b', 'service', { roles: ['manager'] }))?.staffId).toBe(
      'b',
    )
  })

  it('is the deputy by name also where they would be chosen anyway', () => {
    const early = { createdAt: new Date('2025-01-01T00:00:00Z') }
    const owner = owned(member('a', 'service', absent('b')), member('b', 'service', early))
    expect(owner?.staffId).toBe('b')
    expect(owner?.reasons.at(-1)).toMatchObject({ code: 'deputy', staffId: 'b', absentStaffId: 'a' })
  })

  it('is somebody else of the unit where deputies end: with nobody, or in a circle', () => {
    const others = [member('c', 'service', { createdAt: new Date('2026-06-01T00:00:00Z') })]
    expect(owned(member('a', 'service', absent()), ...others)?.staffId).toBe('c')
    const owner = owned(member('a', 'service', absent('b')), member('b', 'firm', absent('a')), ...others)
    expect(owner?.staffId).toBe('c')
    expect(codesOf(owner)).toContain('no_deputy')
  })

  it('leads a unit above where nobody of it is available, and it stays with the unit', () => {
    const chef = member('chef', 'firm', { roles: ['manager'] })
    const owner = owned(member('a', 'service', absent()), member('b', 'firm'), chef)
    expect(owner).toMatchObject({ unit: 'service', staffId: 'chef' })
    expect(codesOf(owner)).toEqual(['responsible', 'absent', 'no_deputy', 'unit_above'])
  })

  it('is nobody where nobody is there', () => {
    const owner = owned(member('a', 'service', absent()), member('b', 'firm'))
    expect(owner).toMatchObject({ unit: 'service', staffId: null })
    expect(codesOf(owner).at(-1)).toBe('nobody_available')
  })

  it('knows the language and the channel, before one who says nothing of it, before one who does not', () => {
    const people = [
      member('a', 'service', { languages: ['fr'], channels: ['email'] }),
      member('b', 'service'),
      member('c', 'service', { languages: ['de'], channels: ['sms'] }),
    ]
    const who = (language: string, channel: string, of = people) =>
      decide({ touchpoint: 'delivery', language, channel }, units, of)
    expect(who('de-CH', 'sms')?.staffId).toBe('c')
    expect(who('en', 'email')?.staffId).toBe('b')
    expect(who('fr', 'sms')?.staffId).toBe('a')
    expect(codesOf(who('en', 'email', people.slice(0, 1)))).toContain('language_not_known')
  })

  it('stays with a person while others come and go', () => {
    const staff = ['a', 'b', 'c', 'd', 'e'].map((id) => member(id, 'service'))
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('a', 'b', 'c', 'd', 'e'), (profileId, gone) => {
        const of = (members: readonly Member[]) =>
          decide({ touchpoint: 'delivery', profileId }, units, members)?.staffId
        const before = of(staff)
        if (before === gone) return
        expect(of(staff.filter(({ staffId }) => staffId !== gone).toReversed())).toBe(before)
      }),
    )
    const met = (from: number) => decide({ touchpoint: 'delivery', profileId: `kunde-${from}` }, units, staff)?.staffId
    expect(new Set(Array.from({ length: 100 }, (_, at) => met(at))).size).toBe(staff.length)
  })
})

describe('hours', () => {
  const office: Calendar = {
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '02:30', to: '17:00' }],
    holidays: [{ date: '2026-12-25', name: '1. Weihnachtstag' }],
  }
  const units = [unit('firm', null, { calendar: 'office' }), unit('service', 'firm')]
  const top = [unit('firm', null, { calendar: 'office', responsibleFor: [{ touchpoint: 'x' }] })]
  const at = (moment: string, calendars: Readonly<Record<string, Calendar>> = { office }) =>
    decide({ touchpoint: 'x', at: new Date(moment) }, top, [member('a', 'firm')], calendars)

  it('do not change who it is, and are named while they are over', () => {
    expect(codesOf(at('2026-11-23T10:00:00Z'))).toEqual(['responsible', 'of_unit'])
    const night = at('2026-11-23T20:00:00Z')
    expect(night?.staffId).toBe('a')
    expect(night?.reasons.at(-1)).toMatchObject({
      code: 'outside_calendar',
      calendar: 'office',
      opensAt: new Date('2026-11-24T01:30:00.000Z'),
    })
  })

  it('skip holidays, and begin behind the hour that the clocks skip', () => {
    expect(at('2026-12-24T20:00:00Z')?.reasons.at(-1)?.opensAt).toEqual(new Date('2026-12-26T01:30:00.000Z'))
    expect(at('2026-03-28T20:00:00Z')?.reasons.at(-1)?.opensAt).toEqual(new Date('2026-03-29T01:00:00.000Z'))
    expect(codesOf(at('2026-10-25T00:29:59Z'))).toContain('outside_calendar')
    expect(codesOf(at('2026-10-25T01:00:00Z'))).not.toContain('outside_calendar')
  })

  it('are those of the person, of their unit, or of the nearest above', () => {
    const never = { ...office, hours: [{ days: [3], from: '09:00', to: '10:00' }] }
    const who = (...members: readonly Member[]) =>
      decide(
        { touchpoint: 'y' },
        [...units, unit('y', 'service', { responsibleFor: [{ touchpoint: 'y' }] })],
        members,
        {
          office,
          never,
        },
      )
    expect(codesOf(who(member('a', 'y')))).not.toContain('outside_calendar')
    expect(codesOf(who(member('a', 'y', { calendar: 'never' })))).toContain('outside_calendar')
    const later = member('b', 'y', { createdAt: new Date('2026-06-01T00:00:00Z') })
    expect(who(member('a', 'y', { calendar: 'never' }), later)?.staffId).toBe('b')
  })

  it('that nobody has put are named', () => {
    expect(codesOf(at('2026-11-23T20:00:00Z', {}))).toEqual(['responsible', 'of_unit', 'calendar_unknown'])
  })
})

describe('whatever the directory says', () => {
  const keys = ['firm', 'service', 'hotline', 'shop', 'partner']
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const duty = fc.record(
    { touchpoint: fc.constantFrom('x', 'y'), language: fc.constantFrom('de', 'de-AT', 'en') },
    { requiredKeys: [] },
  )
  // Parents in circles as well: a copy between two changes may show one.
  const units = fc
    .tuple(
      ...keys.map(() => fc.tuple(fc.option(fc.constantFrom(...keys)), fc.boolean(), fc.array(duty, { maxLength: 2 }))),
    )
    .map((all) =>
      all.map(([parent, counts, responsibleFor], index) => unit(keys[index] ?? '', parent, { counts, responsibleFor })),
    )
  const members = fc
    .tuple(
      ...ids.map(() =>
        fc.tuple(
          fc.constantFrom(...keys),
          fc.subarray(['agent', 'manager', 'analyst']),
          fc.option(fc.constantFrom(...ids, 'nobody', undefined)),
          fc.array(duty, { maxLength: 1 }),
        ),
      ),
    )
    .map((all) =>
      all.map(([of, roles, deputy, responsibleFor], index) =>
        member(ids[index] ?? '', of, { roles, responsibleFor, ...(deputy === null ? {} : absent(deputy)) }),
      ),
    )
  const questions = fc.record({
    touchpoint: fc.constantFrom('x', 'y', 'z'),
    language: fc.constantFrom('de', 'de-AT', 'fr'),
  })

  it('the owner is a unit that counts, nobody is named who is absent, and there is a reason', () => {
    fc.assert(
      fc.property(units, members, questions, (all, staff, about) => {
        const owner = decide(about, all, staff)
        const counting = all.filter(({ counts }) => counts)
        if (owner === null) {
          expect(counting).toEqual([])
          return
        }
        expect(counting.map(({ key }) => key)).toContain(owner.unit)
        expect(['responsible', 'default_unit']).toContain(owner.reasons[0]?.code)
        const holder = staff.find(({ staffId }) => staffId === owner.staffId)
        expect(holder?.absences ?? []).toEqual([])
        expect(holder === undefined).toBe(codesOf(owner).includes('nobody_available'))
      }),
      { numRuns: 500 },
    )
  })

  it('the same is answered in whatever order it was put', () => {
    fc.assert(
      fc.property(units, members, questions, (all, staff, about) => {
        expect(decide(about, all.toReversed(), staff.toReversed())).toEqual(decide(about, all, staff))
      }),
    )
  })

  it('no responsibility that fits names more than the one that wins', () => {
    fc.assert(
      fc.property(units, questions, (all, about) => {
        const counting = all.map((each) => ({ ...each, counts: true }))
        const [first] = decide(about, counting)?.reasons ?? []
        const won = Object.keys(first?.responsibility ?? {}).length
        for (const { responsibleFor } of counting)
          for (const { touchpoint = about.touchpoint, language = about.language, ...rest } of responsibleFor)
            if (touchpoint === about.touchpoint && language === about.language)
              expect(Object.keys(rest).length).toBeLessThanOrEqual(won)
      }),
    )
  })
})
