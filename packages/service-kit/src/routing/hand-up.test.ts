import { describe, expect, it } from 'vitest'
import { absent, member, unit } from '../../test/directory.js'
import { decideHandUp, type Holder } from './hand-up.js'
import type { Owner } from './owner.js'
import type { Member } from './responsible.js'
import { type DirectoryUnit, treeOf } from './tree.js'

const AT = new Date('2026-11-23T10:00:00.000Z')
const FIRM = [unit('firm', null), unit('service', 'firm'), unit('hotline', 'service')]
const STAFF = [
  member('anna', 'hotline'),
  member('mia', 'hotline', { roles: ['manager'] }),
  member('sam', 'service', { roles: ['manager'] }),
  member('chef', 'firm', { roles: ['admin'] }),
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
    const withoutMia = STAFF.map((each) =>
      each.staffId === 'mia' ? member('mia', 'hotline', { roles: ['manager'], ...absent('anna') }) : each,
    )
    expect(up(anna, { members: withoutMia })).toMatchObject({ unit: 'service', staffId: 'sam' })
    const units = [unit('firm', null), unit('service', 'firm', { counts: false }), unit('hotline', 'service')]
    expect(up({ unit: 'hotline', staffId: 'mia' }, { units })).toMatchObject({ unit: 'firm', staffId: 'chef' })
    expect(up({ unit: 'hotline' }, { former: [{ unit: 'hotline', staffId: 'mia' }] })).toMatchObject({ staffId: 'sam' })
  })

  it('goes to whoever stands in, and says so', () => {
    const members = [...STAFF, member('vera', 'firm')].map((each) =>
      each.staffId === 'mia' ? member('mia', 'hotline', { roles: ['manager'], ...absent('vera') }) : each,
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
