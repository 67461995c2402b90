import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decidePermission, joinPermissions, type Permission, strictestNo, withdrawNow } from './permission.js'

const permission = (state: Permission['state'], day: number): Permission => ({
  channel: 'email',
  topic: 'news',
  state,
  occurredAt: new Date(Date.UTC(2026, 0, day)),
  entryId: `${state}-${day}`,
})
const now = permission('granted', 10).occurredAt
const any = fc
  .tuple(fc.constantFrom('granted', 'existing_customer', 'denied', 'withdrawn'), fc.integer({ min: 1, max: 9 }))
  .map(([state, day]) => permission(state, day))

describe('a permission', () => {
  it('is what was decided last, by the time of the decision', () => {
    const withdrawn = permission('withdrawn', 5)
    expect(decidePermission(withdrawn, permission('granted', 4), now)).toBe(withdrawn)
    expect(decidePermission(withdrawn, permission('granted', 6), now).state).toBe('granted')
    expect(decidePermission(withdrawn, permission('granted', 5), now).state).toBe('withdrawn')
  })

  it('that is dated ahead gives way to a no, and to nothing else that is older', () => {
    const ahead = permission('granted', 20)
    for (const state of ['withdrawn', 'denied'] as const)
      expect(decidePermission(ahead, permission(state, 9), now).state).toBe(state)
    expect(decidePermission(ahead, permission('existing_customer', 9), now)).toBe(ahead)
    expect(decidePermission(permission('granted', 10), permission('withdrawn', 9), now).state).toBe('granted')
    expect(decidePermission(permission('withdrawn', 20), permission('denied', 9), now).state).toBe('withdrawn')
  })

  it('ends with the unsubscription whatever is dated ahead, and that is no older than the no before it', () => {
    const withdrawn = permission('withdrawn', 5)
    expect(withdrawNow(permission('granted', 20), withdrawn)).toBe(withdrawn)
    const held = withdrawNow(permission('denied', 7), withdrawn)
    expect(held).toEqual({ ...withdrawn, occurredAt: permission('denied', 7).occurredAt })
    expect(decidePermission(held, permission('granted', 6), now).state).toBe('withdrawn')
  })

  it('binds a bare address only if it is a no', () => {
    expect(strictestNo(['granted', 'denied', 'withdrawn'])).toBe('withdrawn')
    expect(strictestNo(['denied', 'existing_customer'])).toBe('denied')
    expect(strictestNo(['granted', 'existing_customer'])).toBeNull()
    expect(strictestNo([])).toBeNull()
  })

  it('does not depend on the order in which the decisions arrive', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), fc.func(fc.integer()), (given, weight) => {
        const decideAll = (list: readonly Permission[]) =>
          list.reduce<Permission | null>((current, next) => decidePermission(current, next, now), null)?.state
        expect(decideAll(given.toSorted((a, b) => weight(a.entryId) - weight(b.entryId)))).toBe(decideAll(given))
      }),
    )
  })

  it('of two people who are one is the more restrictive, and not older than either', () => {
    fc.assert(
      fc.property(any, any, (left, right) => {
        const joined = joinPermissions(left, right)
        expect(joined.state).toBe(joinPermissions(right, left).state)
        expect(joined.occurredAt >= left.occurredAt && joined.occurredAt >= right.occurredAt).toBe(true)
        if (left.state === 'withdrawn' || right.state === 'withdrawn') expect(joined.state).toBe('withdrawn')
      }),
    )
    expect(joinPermissions(null, permission('granted', 1)).state).toBe('granted')
  })
})
