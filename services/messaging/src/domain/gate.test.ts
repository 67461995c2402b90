import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChannelFacts, decideGate, decidePermissionRule, type GateInput } from './gate.js'

const now = new Date('2026-11-22T10:00:00Z')
const email: ChannelFacts = {
  channel: 'email',
  hasProvider: true,
  address: 'änne@example.test',
  permission: 'granted',
  isSuppressed: false,
}
const input = (more: Partial<GateInput> = {}): GateInput => ({
  class: 'marketing',
  expiresAt: null,
  channels: [email],
  contentFault: null,
  ...more,
})

describe('the gate', () => {
  it('lets pass what every rule allows, and says so', () => {
    const decision = decideGate(input(), now)
    expect(decision).toMatchObject({ outcome: 'allowed', channel: 'email', address: 'änne@example.test' })
    expect(decision.verdicts.map(({ rule }) => rule)).toEqual([
      'expiry',
      'permission',
      'suppression',
      'channel',
      'content',
    ])
  })

  it('looks at expiry before anything else', () => {
    const decision = decideGate(input({ expiresAt: now, channels: [{ ...email, permission: null }] }), now)
    expect(decision).toMatchObject({ outcome: 'dropped', reason: 'expired' })
    expect(decideGate(input({ expiresAt: new Date(now.getTime() + 1) }), now).outcome).toBe('allowed')
  })

  it('asks for permission before suppression, and for suppression before the channel', () => {
    const reason = (facts: Partial<ChannelFacts>): string => {
      const decision = decideGate(input({ channels: [{ ...email, ...facts }], contentFault: 'variable_missing' }), now)
      return decision.outcome === 'dropped' ? decision.reason : 'allowed'
    }
    expect(reason({ permission: 'denied', isSuppressed: true, address: null })).toBe('permission_denied')
    expect(reason({ isSuppressed: true, hasProvider: false })).toBe('suppressed')
    expect(reason({ hasProvider: false, address: null })).toBe('channel_unavailable')
    expect(reason({ address: null })).toBe('no_address')
    expect(reason({})).toBe('variable_missing')
  })

  it('takes the next channel when the first is not allowed, and keeps why', () => {
    const sms: ChannelFacts = { ...email, channel: 'sms', permission: null }
    const decision = decideGate(input({ channels: [sms, email] }), now)
    expect(decision).toMatchObject({ outcome: 'allowed', channel: 'email' })
    expect(decision.verdicts[1]).toEqual({
      rule: 'permission',
      verdict: 'substitute',
      reason: 'permission_missing',
      channel: 'sms',
    })
  })

  it('never lets a message pass that is suppressed everywhere, nor marketing without a permission', () => {
    const facts = fc.record({
      channel: fc.constantFrom('email', 'sms'),
      hasProvider: fc.boolean(),
      address: fc.constantFrom(null, 'a@b.de'),
      permission: fc.constantFrom(null, 'granted', 'existing_customer', 'denied', 'withdrawn'),
      isSuppressed: fc.boolean(),
    } as const)
    const kind = fc.constantFrom('transactional', 'service', 'marketing', 'research')
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 3 }), kind, (channels, of) => {
        const decision = decideGate({ class: of, expiresAt: null, channels, contentFault: null }, now)
        if (decision.outcome === 'dropped') {
          expect(decision.verdicts.at(-1)?.verdict ?? 'drop').toBe(channels.length === 0 ? 'allow' : 'drop')
          return
        }
        const taken = channels.filter((one) => one.channel === decision.channel && one.address === decision.address)
        expect(taken.some((one) => !one.isSuppressed && one.hasProvider)).toBe(true)
        if (of === 'marketing' || of === 'research')
          expect(taken.some(({ permission }) => permission === 'granted' || permission === 'existing_customer')).toBe(
            true,
          )
      }),
    )
  })
})

describe('an existing customer', () => {
  it('may be sent marketing by e-mail, and nothing else that needs a permission', () => {
    const verdict = (kind: 'marketing' | 'research', channel: string): string =>
      decidePermissionRule({ class: kind, channel, state: 'existing_customer' }).verdict
    expect([verdict('marketing', 'email'), verdict('marketing', 'sms'), verdict('research', 'email')]).toEqual([
      'allow',
      'drop',
      'drop',
    ])
  })
})
