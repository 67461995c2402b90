import { SCOPES } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { decideRevocation, type KeyState } from './access-key.js'

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
