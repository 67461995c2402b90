import { describe, expect, it } from 'vitest'
import { decideHome, remitOf, unitsWithin } from './remit.js'
import type { StaffRole, Unit } from './staff.js'
import { STAFF_ACCESS, type StaffAccess } from './staff-roles.js'

const NOW = new Date('2026-11-29T10:00:00Z')
const EARLIER = new Date('2026-11-28T10:00:00Z')
const LATER = new Date('2026-11-30T10:00:00Z')

const unit = (key: string, parent: string | null, over: Partial<Unit> = {}): Unit => ({
  key,
  parent,
  version: 1,
  name: key,
  validFrom: null,
  validTo: null,
  details: { responsibleFor: [] },
  ...over,
})

const FIRM = [
  unit('firm', null),
  unit('service', 'firm'),
  unit('hotline', 'service'),
  unit('night', 'hotline'),
  unit('shop', 'firm'),
]

const as = (roles: readonly StaffRole[], at = 'service') => ({ unit: at, roles })

describe('what somebody reaches', () => {
  it.each<[readonly StaffRole[], readonly string[] | null]>([
    [['agent'], ['service']],
    [['manager'], ['service', 'hotline', 'night']],
    [
      ['agent', 'manager'],
      ['service', 'hotline', 'night'],
    ],
    [['admin'], null],
    [['agent', 'admin'], null],
    // An analyst may not call it, so that only the agent counts.
    [['agent', 'analyst'], ['service']],
  ])('with the roles %j', (roles, units) => {
    expect(remitOf(as(roles), 'people', FIRM, NOW)).toEqual({ units })
  })

  it('as an analyst is everything where analysts may', () => {
    expect(remitOf(as(['analyst']), 'numbers', FIRM, NOW)).toEqual({ units: null })
  })

  it('is of whoever is of a partner what is of this partner, whatever their roles', () => {
    const details = { organisation: 'Größenberatung GmbH', responsibleFor: [] }
    const units = [...FIRM, unit('agency', 'service', { details }), unit('berlin', 'agency'), unit('tokyo', 'agency')]
    const partner = ['agency', 'berlin', 'tokyo']
    expect(remitOf(as(['admin'], 'agency'), 'people', units, NOW)).toEqual({ units: partner })
    expect(remitOf(as(['analyst'], 'berlin'), 'numbers', units, NOW).units?.toSorted()).toEqual(partner)
    expect(remitOf(as(['manager'], 'berlin'), 'people', units, NOW)).toEqual({ units: ['berlin'] })
    expect(remitOf(as(['admin']), 'people', units, NOW)).toEqual({ units: null })
    const circle = [unit('a', 'b', { details }), unit('b', 'a')]
    expect(remitOf(as(['admin'], 'b'), 'people', circle, NOW).units?.toSorted()).toEqual(['a', 'b'])
  })

  it('is their own unit at least, also while nobody has heard of it', () => {
    expect(remitOf(as(['manager'], 'new'), 'people', FIRM, NOW)).toEqual({ units: ['new'] })
    expect(remitOf(as(['manager']), 'people', [], NOW)).toEqual({ units: ['service'] })
    expect(remitOf(as(['admin'], 'new'), 'people', FIRM, NOW)).toEqual({ units: ['new'] })
    const withoutTop = FIRM.filter(({ key }) => key !== 'firm')
    expect(remitOf(as(['analyst']), 'numbers', withoutTop, NOW)).toEqual({ units: ['service'] })
  })
})

describe('an operation', () => {
  const details = { organisation: 'Größenberatung GmbH', responsibleFor: [] }
  const units = [...FIRM, unit('agency', 'service', { details }), unit('berlin', 'agency', { validTo: EARLIER })]
  const words = Object.keys(STAFF_ACCESS).filter((word): word is StaffAccess => word in STAFF_ACCESS)

  it.each(words)(
    'about %s admits the firm, and partners where it is limited to their units or names nobody',
    (staff) => {
      expect(decideHome({ staff }, 'hotline', units)).toBe('admitted')
      for (const theirs of ['agency', 'berlin']) {
        expect(decideHome({ staff, remit: 'unit' }, theirs, units)).toBe('admitted')
        expect(decideHome({ staff }, theirs, units)).toBe(staff === 'organisation' ? 'admitted' : 'of_partner')
      }
    },
  )

  it('admits nobody of whom it cannot say whose they are: a unit on the way is unknown, or the way is a circle', () => {
    const about = { staff: 'people' } as const
    expect(decideHome(about, 'new', units)).toBe('unit_unknown')
    expect(decideHome(about, 'hotline', FIRM.slice(1))).toBe('unit_unknown')
    expect(decideHome(about, 'a', [unit('a', 'b'), unit('b', 'a')])).toBe('unit_unknown')
    expect(decideHome(about, 'agency', [unit('agency', 'gone', { details })])).toBe('of_partner')
  })
})

describe('the units below one', () => {
  it('are those of this moment', () => {
    const changed = [
      ...FIRM,
      unit('over', 'service', { validTo: NOW }),
      unit('below-over', 'over'),
      unit('soon', 'service', { validFrom: LATER }),
      unit('since', 'service', { validFrom: NOW }),
    ]
    expect(unitsWithin(changed, 'service', NOW)).toEqual(['service', 'hotline', 'since', 'night'])
    expect(unitsWithin(changed, 'service', EARLIER)).toEqual(['service', 'hotline', 'over', 'night', 'below-over'])
    expect(unitsWithin(changed, 'service', LATER)).toContain('soon')
  })

  it('end in a circle that a copy shows for a moment', () => {
    expect(unitsWithin([unit('a', 'b'), unit('b', 'a')], 'a', NOW)).toEqual(['a', 'b'])
  })

  it('are found among ten thousand in one go', () => {
    const deep = Array.from({ length: 10_000 }, (_, at) => unit(`u${at}`, at === 0 ? null : `u${at - 1}`))
    expect(unitsWithin(deep, 'u5000', NOW)).toHaveLength(5_000)
  })
})
