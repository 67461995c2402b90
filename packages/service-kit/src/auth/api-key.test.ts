import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../values/ids.js'
import { hashApiKey, makeApiKey, readApiKey } from './api-key.js'
import { hashLinkToken, makeLinkToken, workspaceOfLinkToken } from './link-token.js'

describe('an API key', () => {
  it('says what it is and whose, and keeps its secret out of the hash', () => {
    const keyId = uuidv7()
    const { secret, hash } = makeApiKey(keyId, 'secret', 'live')
    expect(secret).toMatch(/^sk_live_/)
    expect(readApiKey(secret)).toEqual({ keyId, kind: 'secret', mode: 'live' })
    expect(hash).toBe(hashApiKey(secret))
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })
  it('differs from every other one', () => {
    const keyId = uuidv7()
    const secrets = Array.from({ length: 100 }, () => makeApiKey(keyId, 'publishable', 'test').secret)
    expect(new Set(secrets).size).toBe(100)
  })
  it('is refused without a look-up when a single character is wrong', () => {
    const { secret } = makeApiKey(uuidv7(), 'publishable', 'test')
    for (let position = 0; position < secret.length; position += 1) {
      const changed = `${secret.slice(0, position)}${secret[position] === 'a' ? 'b' : 'a'}${secret.slice(position + 1)}`
      expect(readApiKey(changed)).toBeNull()
    }
    expect(readApiKey('')).toBeNull()
    expect(readApiKey('sk_live_')).toBeNull()
  })
})

describe('a link token', () => {
  it('carries its workspace and fits into a path', () => {
    const workspaceId = uuidv7()
    const { token, hash } = makeLinkToken(workspaceId)
    expect(workspaceOfLinkToken(token)).toBe(workspaceId)
    expect(token).toMatch(/^[\w-]{54}$/)
    expect(hash).toBe(hashLinkToken(token))
    expect(hash).not.toContain(token)
  })
  it.each(['.', ')', '>', '"', '“', ' ', '\u200B', '&amp;utm_source=x', '=', '%'])('ends before %j', (rest) => {
    const { token, hash } = makeLinkToken(uuidv7())
    expect(workspaceOfLinkToken(token + rest)).toBe(workspaceOfLinkToken(token))
    expect(hashLinkToken(token + rest)).toBe(hash)
  })
  it.each(['', 'abc', '../../etc/passwd', 'a'.repeat(55), `${'a'.repeat(53)} `])('is not %j', (text) => {
    expect(workspaceOfLinkToken(text)).toBeNull()
  })
})
