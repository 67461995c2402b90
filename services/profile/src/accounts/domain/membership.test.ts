import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPeriods, MOST_SHOWN, nextChange, periodAt, type Statement, shownOf, shownPeriod } from './membership.js'

type Stated = Omit<Statement, 'accountKey'>

const at = (ms: number): Date => new Date(ms)
const put = (from: number, to: number | null, roles: readonly string[], order = 0): Stated => ({
  kind: 'put',
  roles,
  from: at(from),
  to: to === null ? null : at(to),
  at: at(order),
  position: order,
})
const call = (moment: number): Stated => ({
  kind: 'call',
  roles: [],
  from: at(moment),
  to: null,
  at: at(moment),
  position: moment,
})
const end = (moment: number, order: number): Stated => ({
  ...call(moment),
  kind: 'end',
  at: at(order),
  position: order,
})
const brief = (statements: readonly Stated[]) =>
  foldPeriods(statements).map(({ roles, from, to }) => [roles.join(), from.getTime(), to?.getTime() ?? null])

describe('what somebody is in an account', () => {
  it('is a lead, then a customer, then has left, and comes again', () => {
    expect(brief([put(0, null, ['lead'], 1), put(50, null, ['customer'], 50), end(80, 80), call(90)])).toEqual([
      ['lead', 0, 50],
      ['customer', 50, 80],
      ['', 90, null],
    ])
  })

  it('is what the latest has said of a time; what is outside of it stays', () => {
    expect(brief([put(0, null, ['lead'], 1), put(30, 60, ['partner'], 2)])).toEqual([
      ['lead', 0, 30],
      ['partner', 30, 60],
      ['lead', 60, null],
    ])
  })

  it('is not begun anew by a group call of a member, which gives no end a later one', () => {
    expect(brief([put(0, 100, ['customer'], 1), call(50)])).toEqual([['customer', 0, 100]])
    expect(brief([put(60, null, ['customer'], 1), call(20)])).toEqual([
      ['', 20, 60],
      ['customer', 60, null],
    ])
    // A call that comes late brings nobody back who has left since.
    expect(brief([end(80, 80), call(50)])).toEqual([['', 50, 80]])
  })

  it('is at every moment what the latest statement of it says, whatever arrives first', () => {
    const statement = fc.record({
      kind: fc.constantFrom('put' as const, 'end' as const),
      from: fc.integer({ min: 0, max: 40 }),
      length: fc.option(fc.integer({ min: 1, max: 20 })),
      roles: fc.subarray(['lead', 'customer', 'größe']),
    })
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (given, order) => {
        const statements = given.map(({ kind, from, length, roles }, index) =>
          kind === 'end' ? end(from, index) : put(from, length === null ? null : from + length, roles, index),
        )
        const shuffled = statements
          .map((item) => ({ item, place: order.next().value ?? 0 }))
          .toSorted((left, right) => left.place - right.place)
          .map(({ item }) => item)
        const periods = foldPeriods(shuffled)
        for (let moment = 0; moment < 70; moment += 1) {
          const latest = statements.findLast(({ from, to }) => from <= at(moment) && (to === null || to > at(moment)))
          const expected = latest === undefined || latest.kind === 'end' ? null : latest.roles
          expect(periodAt(periods, at(moment))?.roles ?? null).toEqual(expected)
        }
        for (const [index, { from }] of periods.entries())
          expect(from.getTime()).toBeGreaterThanOrEqual(periods[index - 1]?.to?.getTime() ?? 0)
      }),
    )
  })
})

it('shows what holds, else what comes, else what was, and knows when time changes it', () => {
  const periods = foldPeriods([put(10, 20, ['lead'], 1), put(30, 40, ['customer'], 2)])
  expect(shownPeriod(periods, at(15))?.roles).toEqual(['lead'])
  expect(shownPeriod(periods, at(25))?.roles).toEqual(['customer'])
  expect(shownPeriod(periods, at(50))?.roles).toEqual(['customer'])
  expect([5, 15, 25, 50].map((now) => nextChange(periods, at(now))?.getTime() ?? null)).toEqual([10, 20, 30, null])
  expect(shownPeriod([], at(0))).toBeNull()
})

it('shows the accounts in which somebody is longest', () => {
  const many = Array.from({ length: MOST_SHOWN + 5 }, (_, number) => ({
    accountKey: `k${String(number).padStart(3, '0')}`,
    roles: [],
    validFrom: new Date(1_000 - number).toISOString(),
  }))
  const shown = shownOf(many)
  expect(shown).toHaveLength(MOST_SHOWN)
  expect(shown[0]?.accountKey).toBe('k005')
})
