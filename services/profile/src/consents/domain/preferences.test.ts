import { describe, expect, it } from 'vitest'
import type { HeldConsent } from '../../people/domain/consent.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { hasPreferences, newPreferences } from './preferences.js'

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour))
const event = (categories: unknown, hour = 10, more: Partial<TimedEvent> = {}): TimedEvent => ({
  messageId: `m${hour}`,
  kind: 'track',
  name: 'Besuch',
  properties: {},
  traits: null,
  groupId: null,
  previousId: null,
  identifiers: [],
  personTraits: {},
  context: { consent: { categoryPreferences: categories } },
  integrations: {},
  channel: 'web',
  sentAt: null,
  statedAt: null,
  finerNs: 0,
  warnings: [],
  occurredAt: at(hour),
  originalAt: null,
  skewMs: 0,
  receivedAt: at(hour),
  vouchedBy: 'nobody',
  ...more,
})
const held = (state: HeldConsent['state'], isVouched = true, hour = 9) => ({
  analytics: { state, isVouched, occurredAt: at(hour).toISOString() },
})
const purposes = new Set(['analytics', 'profiling'])
const newOf = (consents: Parameters<typeof newPreferences>[0], ...events: readonly TimedEvent[]) =>
  newPreferences(consents, events, purposes).map(({ purpose, state }) => `${purpose} ${state}`)

describe('what a page says of consents', () => {
  it('is what was chosen for a purpose of the workspace, and nothing where nothing was', () => {
    expect(newOf({}, event({ Analytics: true, profiling: false, C0001: true, Werbung: true }))).toEqual([
      'analytics granted',
      'profiling denied',
    ])
    for (const nothing of [{}, null, 'ja', { analytics: 'true' }, { analytics: null }, [true]])
      expect(newOf({}, event(nothing))).toEqual([])
    expect(hasPreferences({ context: {} })).toBe(false)
    expect(hasPreferences({ context: { consent: [] } })).toBe(false)
  })

  it('is heard once, however often it is sent, and not when it is older', () => {
    expect(newOf({}, event({ analytics: true }, 10), event({ analytics: true }, 11))).toEqual(['analytics granted'])
    expect(newOf(held('granted'), event({ analytics: true }))).toEqual([])
    expect(newOf(held('granted'), event({ analytics: false }, 8))).toEqual([])
    expect(newOf(held('withdrawn'), event({ analytics: false }))).toEqual([])
    expect(newOf({}, event({ analytics: true }, 10), event({ analytics: false }, 11))).toEqual([
      'analytics granted',
      'analytics denied',
    ])
  })

  it('does not overrule a refusal of somebody who is known, nor what they let expire', () => {
    for (const state of ['denied', 'withdrawn', 'objected', 'expired'] as const) {
      expect(newOf(held(state), event({ analytics: true })), state).toEqual([])
      expect(newOf(held(state), event({ analytics: true }, 10, { vouchedBy: { userId: 'ä' } })), state).toEqual([
        'analytics granted',
      ])
    }
    expect(newOf(held('denied', false), event({ analytics: true }))).toEqual(['analytics granted'])
    expect(newOf(held('granted'), event({ analytics: false }))).toEqual(['analytics denied'])
  })
})
