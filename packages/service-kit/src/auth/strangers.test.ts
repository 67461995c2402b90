import { describe, expect, it } from 'vitest'
import { MemoryCounters } from '../limits/counters.js'
import { AppError } from '../values/errors.js'
import { MOST_UNKNOWN_KEYS, openStrangers } from './strangers.js'

function open() {
  const at = { ms: 0 }
  const strangers = openStrangers(new MemoryCounters(), () => at.ms)
  const tryOut = async (address: string, times: number): Promise<string | null> => {
    for (let i = 0; i < times; i += 1)
      try {
        strangers.admit(address, `key-${i}`)
        await strangers.count(address)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(error.retryAfterSeconds).toBeGreaterThanOrEqual(1)
        return `${error.kind} ${error.code}`
      }
    return null
  }
  return { at, strangers, tryOut }
}

describe('an address that tries out keys', () => {
  it('has to wait, also where a whole network belongs to it', async () => {
    const { tryOut } = open()
    expect(await tryOut('203.0.113.7', MOST_UNKNOWN_KEYS)).toBeNull()
    expect(await tryOut('203.0.113.7', 1)).toBe('limited too_many_unknown_keys')
    expect(await tryOut('203.0.113.8', 1)).toBeNull()
    for (let i = 0; i < MOST_UNKNOWN_KEYS; i += 1) expect(await tryOut(`2001:db8:0:1::${i.toString(16)}`, 1)).toBeNull()
    expect(await tryOut('2001:db8:0:1:ffff::1', 1)).toBe('limited too_many_unknown_keys')
    expect(await tryOut('2001:db8:0:2::1', 1)).toBeNull()
  })

  it('holds up nobody beside it whose key is good', async () => {
    const { strangers, tryOut } = open()
    strangers.welcome('known')
    await tryOut('203.0.113.7', MOST_UNKNOWN_KEYS + 1)
    expect(() => strangers.admit('203.0.113.7', 'known')).not.toThrow()
    expect(() => strangers.admit('203.0.113.7', 'other')).toThrow('Too many unknown keys')
  })

  it('may come again after a minute', async () => {
    const { at, strangers, tryOut } = open()
    await tryOut('203.0.113.7', MOST_UNKNOWN_KEYS + 1)
    at.ms = 60_001
    expect(() => strangers.admit('203.0.113.7', 'other')).not.toThrow()
  })
})
