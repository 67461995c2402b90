import { describe, expect, it } from 'vitest'
import { openKeySets } from './key-sets.js'

const URI = 'https://login.shop.example/jwks'
const key = (kid: string) => ({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid })
const MINUTE = 60_000

/** A provider whose keys and whose absence are at hand, with a clock that stands until it is moved. */
function openProvider() {
  const state = { keys: [key('a')], isAway: false, now: 0, calls: 0, failures: 0 }
  const sets = openKeySets({
    call: async () => {
      state.calls += 1
      await Promise.resolve()
      if (state.isAway) throw new Error('away')
      return { status: 200, body: Buffer.from(JSON.stringify({ keys: state.keys })), isCut: false }
    },
    onFailure: () => {
      state.failures += 1
    },
    clock: () => state.now,
  })
  const find = async (kid: string | undefined): Promise<string | null> =>
    (await sets.find(URI, { alg: 'EdDSA', kid }))?.jwk.kid ?? null
  return { state, find }
}

describe('keys of an identity provider', () => {
  it('are read once for ten minutes', async () => {
    const { state, find } = openProvider()
    expect(await find('a')).toBe('a')
    state.now = 10 * MINUTE
    expect(await find('a')).toBe('a')
    expect(state.calls).toBe(1)
    state.now += 1
    expect(await find('a')).toBe('a')
    expect(state.calls).toBe(2)
  })

  it('that are new are found at once, but nobody makes us ask more than twice a minute', async () => {
    const { state, find } = openProvider()
    await find('a')
    state.now = 31_000
    state.keys = [key('a'), key('b')]
    expect(await find('b')).toBe('b')
    for (let tries = 0; tries < 100; tries += 1) expect(await find(`unknown-${tries}`)).toBeNull()
    expect(state.calls).toBe(2)
    state.now += 30_000
    expect(await find('unknown')).toBeNull()
    expect(state.calls).toBe(3)
  })

  it('that have left the set are refused after ten minutes at most', async () => {
    const { state, find } = openProvider()
    await find('a')
    state.keys = [key('b')]
    state.now = 9 * MINUTE
    expect(await find('a')).toBe('a')
    state.now = 11 * MINUTE
    expect(await find('a')).toBeNull()
    expect(await find('b')).toBe('b')
  })

  it('are believed for a day while the provider is away, and no longer', async () => {
    const { state, find } = openProvider()
    await find('a')
    state.isAway = true
    for (state.now = 11 * MINUTE; state.now < 24 * 60 * MINUTE; state.now += 60 * MINUTE)
      expect(await find('a')).toBe('a')
    state.now = 24 * 60 * MINUTE + 1
    await expect(find('a')).rejects.toMatchObject({ kind: 'unavailable', code: 'identity_provider_unavailable' })
    expect(state.failures).toBe(state.calls - 1)
    state.isAway = false
    state.now += 30_000
    expect(await find('a')).toBe('a')
  })

  it('are asked for once by all who wait', async () => {
    const { state, find } = openProvider()
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => find('a'))))).toEqual(new Set(['a']))
    expect(state.calls).toBe(1)
  })

  it('may go unnamed where there is one alone that fits', async () => {
    const { state, find } = openProvider()
    expect(await find(undefined)).toBe('a')
    state.keys = [key('a'), key('b')]
    state.now = 11 * MINUTE
    expect(await find(undefined)).toBeNull()
  })

  it('are not asked for again and again while there never were any', async () => {
    const { state, find } = openProvider()
    state.isAway = true
    for (let tries = 0; tries < 10; tries += 1) await expect(find('a')).rejects.toMatchObject({ kind: 'unavailable' })
    expect(state.calls).toBe(1)
  })
})
