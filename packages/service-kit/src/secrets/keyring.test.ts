import { describe, expect, it } from 'vitest'
import { openKeyring, secretsKeys } from './keyring.js'

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64')

describe('a keyring', () => {
  it('seals with the first key and opens with each', () => {
    const old = openKeyring(`2025:${key(1)}`)
    const sealed = old.seal('geheim – ß', 'row 1')
    const both = openKeyring(`2026:${key(2)}, 2025:${key(1)}`)
    expect(sealed).toMatch(/^2025\./)
    expect(both.open(sealed, 'row 1')).toBe('geheim – ß')
    expect([both.isCurrent(sealed), both.isCurrent(both.seal('x', 'row 1'))]).toEqual([false, true])
    expect(sealed).not.toBe(old.seal('geheim – ß', 'row 1'))
  })

  it('opens nothing that was moved, changed, or sealed with another key of that name', () => {
    const keyring = openKeyring(`a:${key(1)}`)
    const sealed = keyring.seal('x', 'row 1')
    const code = { kind: 'unavailable', code: 'secrets_key_unusable' }
    expect(() => keyring.open(sealed, 'row 2')).toThrow(expect.objectContaining(code))
    expect(() => keyring.open(`${sealed.slice(0, -4)}AAAA`, 'row 1')).toThrow(expect.objectContaining(code))
    expect(() => openKeyring(`a:${key(2)}`).open(sealed, 'row 1')).toThrow('is not the one')
    expect(() => openKeyring(`b:${key(1)}`).open(sealed, 'row 1')).toThrow('lacks the key a')
    expect(() => keyring.open('a.', 'row 1')).toThrow(expect.objectContaining(code))
  })

  it.each(['', 'a', `:${key(1)}`, `a:${key(1)},`, `a:${key(1)},a:${key(2)}`, 'a:c2hvcnQ=', `a b:${key(1)}`])(
    'is not made of %j',
    (text) => {
      expect(secretsKeys.safeParse(text).success).toBe(false)
    },
  )
})
