import { describe, expect, it } from 'vitest'
import { isRefused, openShares, type Pressed } from './shares.js'

interface Client {
  readonly workspace: string
  readonly perSecond: number
  /** How many requests it keeps waiting at any time; each is answered after as long as that takes it. */
  readonly connections: number
}

/** Four seconds of calls, the clients of one workspace by their own keys; answers which part of each was served. */
function serve(pressed: Pressed, clients: Readonly<Record<string, Client>>): Readonly<Record<string, number>> {
  const at = { ms: 0 }
  const shares = openShares(() => at.ms)
  for (const [key, { workspace }] of Object.entries(clients)) shares.know(key, workspace)
  const calls = Object.entries(clients)
    .flatMap(([key, { perSecond, connections }]) =>
      Array.from({ length: perSecond * 5 }, (_, index) => {
        const ms = (index * 1_000) / perSecond
        return { key, ms, endsAt: ms + (connections * 999) / perSecond }
      }),
    )
    .toSorted((left, right) => left.ms - right.ms)
  const served = new Map<string, number>()
  let open: { readonly endsAt: number; end(): void }[] = []
  for (const { key, ms, endsAt } of calls) {
    at.ms = ms
    for (const use of open.filter((claim) => claim.endsAt <= ms)) use.end()
    open = open.filter((claim) => claim.endsAt > ms)
    const use = shares.begin(key, 'unknown')
    const isServed = !isRefused(pressed, use)
    if (isServed) open.push({ endsAt, end: use.end })
    else use.end()
    // The first second is not looked at: nothing is known of anybody yet.
    if (isServed && ms >= 1_000) served.set(key, (served.get(key) ?? 0) + 1)
  }
  return Object.fromEntries(
    Object.entries(clients).map(([key, { perSecond }]) => [key, (served.get(key) ?? 0) / (perSecond * 4)]),
  )
}

const client = (workspace: string, perSecond: number, connections: number): Client => ({
  workspace,
  perSecond,
  connections,
})

describe('under pressure', () => {
  it('the busiest workspace is refused and the small ones are served', () => {
    for (const pressed of ['late', 'too_late'] as const) {
      const served = serve(pressed, {
        big: client('big', 2_000, 200),
        small: client('small', 10, 1),
        other: client('other', 25, 12),
      })
      expect(served['big']).toBeLessThan(0.05)
      expect([served['small'], served['other']]).toEqual([1, 1])
    }
  })

  it('a workspace gains nothing by many keys, and its own small key is served', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`key-${i}`, client('big', 100, 10)]))
    const served = serve('late', { ...many, quiet: client('big', 5, 1), small: client('small', 10, 1) })
    expect(served['key-7']).toBeLessThan(0.2)
    expect([served['quiet'], served['small']]).toEqual([1, 1])
  })

  it('the busiest key is refused where there is one workspace only', () => {
    const served = serve('late', { import: client('only', 1_000, 100), page: client('only', 20, 10) })
    expect(served['import']).toBeLessThan(0.1)
    expect(served['page']).toBe(1)
  })

  it('nobody is refused who takes an equal share, until nobody is served well', () => {
    const equal = { one: client('one', 300, 30), two: client('two', 300, 30) }
    expect(Object.values(serve('late', equal))).toEqual([1, 1])
    const alone = { alone: client('alone', 1_000, 50) }
    expect(serve('late', alone)['alone']).toBe(1)
    expect(serve('too_late', alone)['alone']).toBeLessThan(0.05)
  })

  it('nobody is refused who waits for one or two answers only, however often', () => {
    for (const pressed of ['late', 'too_late'] as const)
      for (const connections of [1, 2])
        expect(serve(pressed, { only: client('only', 500, connections) })['only']).toBe(1)
  })

  it('and not otherwise', () => {
    expect(serve('no', { big: client('big', 2_000, 400), small: client('small', 1, 1) })).toEqual({ big: 1, small: 1 })
  })
})

describe('what is known of callers', () => {
  it('is forgotten after two seconds, and little of many', () => {
    const at = { ms: 0 }
    const shares = openShares(() => at.ms)
    for (const key of ['big', 'small']) shares.know(key, key)
    for (let i = 0; i < 1_000; i += 1) shares.begin('big', 'ip').end()
    shares.begin('small', 'ip').end()
    at.ms = 2_500
    shares.begin('small', 'ip').end()
    expect(shares.begin('big', 'ip')).toMatchObject({ share: 1, inFlight: 1 })
    for (let i = 0; i < 50_000; i += 1) shares.begin(undefined, `address-${i}`).end()
    expect(shares.begin(undefined, 'address-49999').share).toBeLessThan(1)
  })

  it('is their address until their key has been good, so that invented keys make nobody small', () => {
    const shares = openShares(() => 0)
    shares.know('key', 'workspace')
    for (let i = 0; i < 100; i += 1) shares.begin('key', '192.0.2.1').end()
    for (let i = 0; i < 1_000; i += 1) shares.begin(`invented-${i}`, '192.0.2.2').end()
    expect(shares.begin('key', '192.0.2.1').share).toBeLessThan(0.25)
    expect(shares.begin('invented-1000', '192.0.2.2').share).toBeGreaterThan(1.25)
  })
})
