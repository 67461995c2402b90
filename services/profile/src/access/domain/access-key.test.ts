import { SCOPES } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { decideRevocation, decideRotation, decideUpdate, type KeyState } from './access-key.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const key = (keyId: string, more: Partial<KeyState> = {}): KeyState => ({
  keyId,
  kind: 'secret',
  scopes: SCOPES,
  expiresAt: null,
  revokedAt: null,
  ...more,
})

describe('revoking a key', () => {
  it('is allowed while another key can manage keys', () => {
    expect(decideRevocation([key('a'), key('b')], 'a', now)).toEqual({ outcome: 'revoke' })
  })

  it('is refused for the last key that can manage keys', () => {
    const others = [
      key('read', { scopes: ['profile:read'] }),
      key('publishable', { kind: 'publishable' }),
      key('gone', { revokedAt: now }),
      key('expired', { expiresAt: now }),
    ]
    expect(decideRevocation([key('a'), ...others], 'a', now)).toEqual({ outcome: 'refused', code: 'last_key' })
    for (const { keyId, revokedAt } of others) {
      const outcome = revokedAt === null ? 'revoke' : 'already_revoked'
      expect(decideRevocation([key('a'), ...others], keyId, now)).toEqual({ outcome })
    }
  })

  it('does not know the keys of others', () => {
    expect(decideRevocation([key('a')], 'b', now)).toEqual({ outcome: 'refused', code: 'key_unknown' })
  })
})

describe('rotating a key', () => {
  const day = 86_400_000
  const at = (days: number): Date => new Date(now.getTime() + days * day)
  const former = { ...key('k'), createdAt: at(-5) }

  it.each([
    ['both count until the overlap is over', {}, 2, { formerExpiresAt: at(2), expiresAt: null }],
    ['the former one ends at once', {}, 0, { formerExpiresAt: now, expiresAt: null }],
    ['an end that comes sooner stays', { expiresAt: at(1) }, 2, { formerExpiresAt: at(1), expiresAt: at(6) }],
    ['an end that comes later is drawn nearer', { expiresAt: at(9) }, 2, { formerExpiresAt: at(2), expiresAt: at(14) }],
    ['of a page too', { kind: 'publishable' }, 1, { formerExpiresAt: at(1), expiresAt: null }],
  ] as const)('lets %s', (_what, change, days, ends) => {
    expect(decideRotation({ ...former, ...change }, days * day, now)).toEqual({ outcome: 'rotate', ...ends })
  })

  it.each([
    [null, 'key_unknown'],
    [{ ...former, revokedAt: at(-1) }, 'key_ended'],
    [{ ...former, expiresAt: now }, 'key_ended'],
    [{ ...former, kind: 'person' }, 'key_without_secret'],
  ] as const)('refuses %j', (given, code) => {
    expect(decideRotation(given, day, now)).toEqual({ outcome: 'refused', code })
  })
})

describe('changing a key', () => {
  const at = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000)
  const other = key('b')

  it.each([
    ['a label alone', undefined, { isNew: false, livesLonger: false }],
    ['the same end', at(2), { isNew: false, livesLonger: false }],
    ['a later end', at(3), { isNew: true, livesLonger: true }],
    ['no end', null, { isNew: true, livesLonger: true }],
    ['an earlier end', at(1), { isNew: true, livesLonger: false }],
  ] as const)('takes %s', (_what, expiresAt, found) => {
    const keys = [key('a', { expiresAt: at(2) }), other]
    expect(decideUpdate(keys, { keyId: 'a', expiresAt }, now)).toEqual({ outcome: 'update', ...found })
  })

  it.each([
    ['key_unknown', [other]],
    ['key_ended', [key('a', { revokedAt: at(-1) }), other]],
    ['key_ended', [key('a', { expiresAt: now }), other]],
    ['last_key', [key('a')]],
    ['last_key', [key('a'), key('b', { expiresAt: at(9) }), key('c', { scopes: ['profile:read'] })]],
  ] as const)('is refused as %s', (code, keys) => {
    expect(decideUpdate(keys, { keyId: 'a', expiresAt: at(1) }, now)).toEqual({ outcome: 'refused', code })
  })
})
