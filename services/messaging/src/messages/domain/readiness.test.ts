import { describe, expect, it } from 'vitest'
import { decideReadiness, type ReadinessInput } from './readiness.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const later = (ms: number): Date => new Date(now.getTime() + ms)
const input = (more: Partial<ReadinessInput> = {}): ReadinessInput => ({
  now,
  sendAt: null,
  expiresAt: null,
  person: 'known',
  isTemplateKnown: true,
  hasCopyCaughtUp: false,
  plannedAt: now,
  lookAgainAt: later(100),
  ...more,
})

describe('a planned message', () => {
  it('is ready when everything is known and its time has come', () => {
    expect(decideReadiness(input({ sendAt: now }))).toEqual({ outcome: 'ready' })
  })

  it('waits for its time', () => {
    expect(decideReadiness(input({ sendAt: later(1) }))).toEqual({
      outcome: 'wait',
      reason: 'scheduled',
      until: later(1),
    })
  })

  it('waits for a person as long as the copy has not read past the order', () => {
    const waiting = decideReadiness(input({ person: 'unknown' }))
    expect(waiting).toEqual({ outcome: 'wait', reason: 'person_not_yet_known', until: later(100) })
    const caughtUp = decideReadiness(input({ person: 'unknown', hasCopyCaughtUp: true }))
    expect(caughtUp).toEqual({ outcome: 'drop', reason: 'profile_not_seen' })
  })

  it('goes to the person as we know them when nothing newer has come', () => {
    expect(decideReadiness(input({ person: 'outdated' })).outcome).toBe('wait')
    expect(decideReadiness(input({ person: 'outdated', hasCopyCaughtUp: true })).outcome).toBe('ready')
  })

  it('waits three seconds for a template', () => {
    const missing = { isTemplateKnown: false }
    expect(decideReadiness(input({ ...missing, plannedAt: later(-2_999) })).outcome).toBe('wait')
    const late = decideReadiness(input({ ...missing, plannedAt: later(-3_000) }))
    expect(late).toEqual({ outcome: 'drop', reason: 'template_missing' })
  })

  it('never waits longer than it may be sent', () => {
    const readiness = decideReadiness(input({ person: 'unknown', expiresAt: later(50) }))
    expect(readiness).toMatchObject({ outcome: 'wait', until: later(50) })
    expect(decideReadiness(input({ expiresAt: now }))).toEqual({ outcome: 'drop', reason: 'expired' })
  })
})
