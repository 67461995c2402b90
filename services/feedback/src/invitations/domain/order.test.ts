import { describe, expect, it } from 'vitest'
import { stateOf } from './invitation.js'
import { decideOrder, type OrderSituation } from './order.js'

const arrivedAt = new Date('2026-11-22T10:00:00.000Z')
const after = (ms: number): Date => new Date(arrivedAt.getTime() + ms)
const situation = (changes: Partial<OrderSituation> = {}): OrderSituation => ({
  hasSurvey: true,
  person: 'current',
  isRestricted: false,
  copyHasRead: false,
  arrivedAt,
  expiresAt: after(3_600_000),
  lookAgainAt: after(100),
  patienceMs: 3_000,
  ...changes,
})
const invited = { outcome: 'decided', invitation: { decision: 'asked', reason: null, until: null } }
const dropped = (reason: string) => ({ outcome: 'decided', invitation: { decision: 'not_asked', reason, until: null } })

describe('an order', () => {
  it('is carried out at once when everything is here', () => {
    expect(decideOrder(situation(), arrivedAt)).toEqual(invited)
  })
  it('waits for its survey, and says that it is missing when patience ends', () => {
    expect(decideOrder(situation({ hasSurvey: false }), after(2_999)).outcome).toBe('parked')
    expect(decideOrder(situation({ hasSurvey: false }), after(3_000))).toEqual(dropped('survey_missing'))
  })
  it('waits for the person however long the copy lags', () => {
    expect(decideOrder(situation({ person: 'unknown' }), after(3_599_999)).outcome).toBe('parked')
    expect(decideOrder(situation({ person: 'unknown', copyHasRead: true }), after(2_999)).outcome).toBe('parked')
  })
  it('says that nobody was seen once the copy has read past it', () => {
    expect(decideOrder(situation({ person: 'unknown', copyHasRead: true }), after(3_000))).toEqual(
      dropped('profile_not_seen'),
    )
  })
  it('waits for what it was decided on, and is carried out if nothing newer comes', () => {
    expect(decideOrder(situation({ person: 'older' }), after(60_000)).outcome).toBe('parked')
    expect(decideOrder(situation({ person: 'older', copyHasRead: true }), after(60_000))).toEqual(invited)
  })
  it('ends with what was missing when it expires', () => {
    expect(decideOrder(situation(), after(3_600_000))).toEqual(dropped('expired'))
    expect(decideOrder(situation({ person: 'older' }), after(3_600_000))).toEqual(dropped('expired'))
    expect(decideOrder(situation({ person: 'unknown' }), after(3_600_000))).toEqual(dropped('profile_not_seen'))
    expect(decideOrder(situation({ hasSurvey: false }), after(3_600_000))).toEqual(dropped('survey_missing'))
  })
  it('is looked at again when it is time, and never later than its end', () => {
    const unknown = situation({ person: 'unknown' })
    expect(decideOrder(unknown, arrivedAt)).toEqual({ outcome: 'parked', until: after(100) })
    expect(decideOrder({ ...unknown, expiresAt: after(80) }, arrivedAt)).toEqual({
      outcome: 'parked',
      until: after(80),
    })
  })
})

describe('an invitation', () => {
  const open = { decision: 'asked', usedAt: null, expiresAt: after(1_000) } as const
  it('is open until the moment it expires', () => {
    expect(stateOf(open, after(999))).toBe('open')
    expect(stateOf(open, after(1_000))).toBe('expired')
  })
  it('stays used when its time is over', () => {
    expect(stateOf({ ...open, usedAt: arrivedAt }, after(2_000))).toBe('used')
  })
})
