import { describe, expect, it } from 'vitest'
import { allowsPurpose, type Consent, consentAt } from './consent.js'
import { timeOfDecision } from './decision.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const decided = (state: Consent['state'], more: Partial<Consent> = {}): { readonly profiling: Consent } => ({
  profiling: { state, occurredAt: '2026-11-01T10:00:00.000Z', ...more },
})
const rules = { service: 'none', analytics: 'none', profiling: 'consent' } as const
const allows = (consents: Readonly<Record<string, Consent>>, purpose: string): boolean =>
  allowsPurpose(consents, purpose, { rules, now })

describe('a purpose', () => {
  it('that needs consent is allowed by a yes that holds, and by nothing else', () => {
    expect(allows(decided('granted'), 'profiling')).toBe(true)
    for (const state of ['denied', 'withdrawn', 'objected', 'expired'] as const)
      expect(allows(decided(state), 'profiling')).toBe(false)
    expect(allows({}, 'profiling')).toBe(false)
  })

  it('that is not named in the settings needs consent, also where every object has something of that name', () => {
    expect(allows({}, 'research')).toBe(false)
    expect(allows({}, 'constructor')).toBe(false)
    expect(allowsPurpose({}, 'service', { rules: {}, now })).toBe(true)
    expect(allowsPurpose({}, 'service', { rules: { service: 'consent' }, now })).toBe(false)
    expect(consentAt({}, 'constructor', now)).toBeNull()
  })

  it('that needs no consent ends with an objection', () => {
    expect(allows({}, 'analytics')).toBe(true)
    const { profiling } = decided('denied')
    expect(allows({ analytics: profiling }, 'analytics')).toBe(true)
    expect(allows({ analytics: { ...profiling, state: 'objected' } }, 'analytics')).toBe(false)
  })

  it('is allowed until the consent expires, to the millisecond', () => {
    expect(allows(decided('granted', { expiresAt: '2026-11-22T10:00:00.001Z' }), 'profiling')).toBe(true)
    const over = decided('granted', { expiresAt: '2026-11-22T10:00:00.000Z' })
    expect(allows(over, 'profiling')).toBe(false)
    expect(consentAt(over, 'profiling', now)).toBe('expired')
  })
})

describe('the time of a decision', () => {
  it('counts from its receipt if its clock is a little ahead, and never from a later day', () => {
    const at = (ms: number): Date => new Date(now.getTime() + ms)
    expect(timeOfDecision(at(-1), now)).toEqual(at(-1))
    expect(timeOfDecision(at(300_000), now)).toEqual(now)
    expect(timeOfDecision(at(300_001), now)).toBeNull()
  })
})
