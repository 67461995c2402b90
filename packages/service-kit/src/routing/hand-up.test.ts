import { describe, expect, it } from 'vitest'
import { decideHandUp, type Holder } from './hand-up.js'
import type { Owner } from './owner.js'
import type { Member } from './responsible.js'
import { type DirectoryUnit, treeOf } from './tree.js'

const AT = new Date('2026-11-23T10:00:00.000Z')
const unit = (key: string, parent: string | null, counts = true): DirectoryUnit => ({
  key,
  parent,
  counts,
  isPartner: false,
  calendar: null,
  responsibleFor: [],
})
const member = (staffId: string, of: string, role: string, deputy?: string): Member => ({
  staffId,
  unit: of,
  roles: [role],
  languages: [],
  channels: [],
  calendar: null,
  capacity: null,
  absences: deputy === undefined ? [] : [{ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', deputy }],
  responsibleFor: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
})
const FIRM = [unit('firm', null), unit('service', 'firm'), unit('hotline', 'service')]
const STAFF = [
  member('anna', 'hotline', 'agent'),
  member('mia', 'hotline', 'manager'),
  member('sam', 'service', 'manager'),
  member('chef', 'firm', 'admin'),
]
interface Given {
  readonly former?: readonly Holder[]
  readonly units?: readonly DirectoryUnit[]
  readonly members?: readonly Member[]
}
const up = (owner: Holder, { former = [], units = FIRM, members = STAFF }: Given = {}): Owner | null =>
  decideHandUp(
    owner,
    former,
    { segments: [], accounts: [], at: AT },
    { tree: treeOf(units), members, calendars: new Map() },
  )
const anna = { unit: 'hotline', staffId: 'anna' }

describe('what goes up', () => {
  it('goes to whoever leads the unit, then the units above it one by one, and ends at the top', () => {
    const way: (string | null)[] = []
    const former: Holder[] = []
    for (let at: Holder | null = anna; at !== null; ) {
      const next: Owner | null = up(at, { former })
      former.push(at)
      at = next && { unit: next.unit, staffId: next.staffId ?? undefined }
      way.push(next?.staffId ?? null)
    }
    expect(way).toEqual(['mia', 'sam', 'chef', null])
  })

  it('goes to a unit itself where nobody leads it, and once', () => {
    const members = STAFF.filter(({ staffId }) => staffId !== 'sam' && staffId !== 'mia')
    expect(up(anna, { members })).toMatchObject({ unit: 'service', staffId: null })
    expect(up({ unit: 'service' }, { members, former: [anna] })).toMatchObject({ unit: 'firm', staffId: 'chef' })
  })

  it('passes over who is absent, over a unit that does not count, and over who had it before', () => {
    const absent = STAFF.map((each) => (each.staffId === 'mia' ? member('mia', 'hotline', 'manager', 'anna') : each))
    expect(up(anna, { members: absent })).toMatchObject({ unit: 'service', staffId: 'sam' })
    const units = [unit('firm', null), unit('service', 'firm', false), unit('hotline', 'service')]
    expect(up({ unit: 'hotline', staffId: 'mia' }, { units })).toMatchObject({ unit: 'firm', staffId: 'chef' })
    expect(up({ unit: 'hotline' }, { former: [{ unit: 'hotline', staffId: 'mia' }] })).toMatchObject({ staffId: 'sam' })
  })

  it('goes to whoever stands in, and says so', () => {
    const members = [...STAFF, member('vera', 'firm', 'agent')].map((each) =>
      each.staffId === 'mia' ? member('mia', 'hotline', 'manager', 'vera') : each,
    )
    const owner = up(anna, { members })
    expect(owner).toMatchObject({ unit: 'hotline', staffId: 'vera' })
    expect(owner?.reasons.map(({ code }) => code)).toEqual(['absent', 'deputy', 'unit_above'])
  })

  it('goes nowhere from a unit that is not known, and ends in a circle of units', () => {
    expect(up({ unit: 'root' })).toBeNull()
    const circle = [unit('a', 'b'), unit('b', 'a')]
    expect(up({ unit: 'a' }, { units: circle, members: [] })).toMatchObject({ unit: 'b', staffId: null })
    expect(up({ unit: 'b' }, { units: circle, members: [], former: [{ unit: 'a' }] })).toBeNull()
  })
})
