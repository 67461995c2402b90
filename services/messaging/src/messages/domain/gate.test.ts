import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChannelFacts,
  decideGate,
  decidePermissionRule,
  GATE_RULES,
  type GateInput,
  type GateRule,
  type RuleAnswer,
  refuseReservation,
} from './gate.js'

const now = new Date('2026-11-22T10:00:00Z')
const email: ChannelFacts = {
  channel: 'email',
  hasProvider: true,
  hasTexts: true,
  address: 'änne@example.test',
  permission: 'granted',
  isSuppressed: false,
  isRestricted: false,
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
      'restriction',
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
      const decision = decideGate(
        input({ channels: [{ ...email, ...facts }], contentFault: { reason: 'variable_missing' } }),
        now,
      )
      return decision.outcome === 'dropped' ? decision.reason : 'allowed'
    }
    expect(reason({ permission: 'denied', isSuppressed: true, address: null })).toBe('permission_denied')
    expect(reason({ isSuppressed: true, isRestricted: true, hasProvider: false })).toBe('suppressed')
    expect(reason({ isRestricted: true, hasProvider: false })).toBe('restricted')
    expect(reason({ hasProvider: false, hasTexts: false, address: null })).toBe('channel_unavailable')
    expect(reason({ hasTexts: false, address: null })).toBe('template_lacks_channel')
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
      hasTexts: fc.boolean(),
      address: fc.constantFrom(null, 'a@b.de'),
      permission: fc.constantFrom(null, 'granted', 'existing_customer', 'denied', 'withdrawn'),
      isSuppressed: fc.boolean(),
      isRestricted: fc.constant(false),
    } as const)
    const kind = fc.constantFrom('transactional', 'service', 'marketing', 'research')
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 3 }), kind, (channels, of) => {
        const decision = decideGate({ class: of, expiresAt: null, channels, contentFault: null }, now)
        if (decision.outcome === 'dropped') {
          expect(decision.verdicts.at(-1)?.verdict ?? 'drop').toBe(channels.length === 0 ? 'allow' : 'drop')
          return
        }
        if (decision.outcome === 'deferred') throw new Error('No rule of today defers.')
        const taken = channels.filter(
          (candidate) => candidate.channel === decision.channel && candidate.address === decision.address,
        )
        expect(taken.some((candidate) => !candidate.isSuppressed && candidate.hasProvider)).toBe(true)
        if (of === 'marketing' || of === 'research')
          expect(taken.some(({ permission }) => permission === 'granted' || permission === 'existing_customer')).toBe(
            true,
          )
      }),
    )
  })
})

describe('a rule that defers', () => {
  const inAnHour = new Date(now.getTime() + 3_600_000)
  const rules = (answers: Readonly<Record<string, RuleAnswer>>): readonly GateRule[] => [
    ...GATE_RULES,
    { rule: 'channel', decide: (_input, { channel }) => answers[channel] ?? { verdict: 'allow', reason: null } },
  ]
  const later = (until: Date): RuleAnswer => ({ verdict: 'defer', reason: 'held', until })
  const sms: ChannelFacts = { ...email, channel: 'sms' }

  it('has the message wait until then, at most until it expires', () => {
    const decision = decideGate(input(), now, rules({ email: later(inAnHour) }))
    expect(decision).toMatchObject({ outcome: 'deferred', reason: 'held', until: inAnHour, channel: 'email' })
    expect(decision.verdicts.at(-1)).toEqual({
      rule: 'channel',
      verdict: 'defer',
      reason: 'held',
      until: inAnHour.toISOString(),
      channel: 'email',
    })
    const expiresAt = new Date(now.getTime() + 60_000)
    expect(decideGate(input({ expiresAt }), now, rules({ email: later(inAnHour) }))).toMatchObject({ until: expiresAt })
  })

  it('gives way to a channel that may be used now, and overrules one that may never be used', () => {
    const both = input({ channels: [sms, email] })
    expect(decideGate(both, now, rules({ sms: later(inAnHour) }))).toMatchObject({
      outcome: 'allowed',
      channel: 'email',
    })
    const neither = rules({ sms: { verdict: 'drop', reason: 'never' }, email: later(inAnHour) })
    expect(decideGate(both, now, neither)).toMatchObject({ outcome: 'deferred', channel: 'email' })
    const soon = new Date(now.getTime() + 1_000)
    expect(decideGate(both, now, rules({ sms: later(inAnHour), email: later(soon) }))).toMatchObject({ until: soon })
  })

  it('is not evaluated where an earlier one has refused', () => {
    const decision = decideGate(
      input({ channels: [{ ...email, permission: 'withdrawn' }] }),
      now,
      rules({ email: later(inAnHour) }),
    )
    expect(decision).toMatchObject({ outcome: 'dropped', reason: 'permission_withdrawn' })
  })

  it('may say so only when what it wants to reserve is used up', () => {
    const cap = { counter: 'marketing P7D', most: 3, since: new Date(now.getTime() - 7 * 86_400_000) }
    const allowed = decideGate(input(), now, rules({ email: { verdict: 'allow', reason: null, reserves: [cap] } }))
    if (allowed.outcome !== 'allowed') throw new Error('It is allowed.')
    expect(allowed.reserves).toEqual([cap])
    const answer = { verdict: 'defer', reason: 'cap_reached', until: inAnHour } as const
    const refused = refuseReservation(allowed, { rule: 'channel', answer }, null)
    expect(refused).toMatchObject({ outcome: 'deferred', reason: 'cap_reached', until: inAnHour })
    expect(refused.verdicts.filter(({ rule }) => rule === 'channel').map(({ verdict }) => verdict)).toEqual(['defer'])
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
