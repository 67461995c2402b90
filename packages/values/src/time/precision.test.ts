import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMoment } from './moment.js'
import { finerThanMs, saysOffset } from './precision.js'

describe('a time as it is written', () => {
  it('says which moment it is, or only what a clock showed', () => {
    const certain = ['2026-11-22T10:00:00.000Z', '2026-11-22 10:00:00+00', '2026-11-22T11:00:00[Europe/Berlin]']
    for (const text of [...certain, 1_795_341_600, '1795341600000', 'Sun, 22 Nov 2026 10:00:00 GMT'])
      expect(saysOffset(text), String(text)).toBe(true)
    for (const text of ['2026-11-22T10:00:00.000', '2026-11-22 10:00:00', '2026-11-22', 'Sun Nov 22 10:00:00 2026'])
      expect(saysOffset(text), text).toBe(false)
    for (const text of ['gestern', '', null, {}]) expect(saysOffset(text)).toBe(false)
  })

  it('may be finer than a millisecond', () => {
    for (const [text, nanoseconds] of [
      ['2026-11-22T10:00:00.000100Z', 100_000],
      ['2026-11-22T10:00:00.000900Z', 900_000],
      ['2026-11-22 10:00:00.123456+00', 456_000],
      ['2026-11-22T10:00:00,123456789+01:00', 456_789],
      ['20261122T100000.1234Z', 400_000],
      ['2026-11-22T10:00:00.0001', 100_000],
      ['1795341600.0001', 100_000],
      ['1795341600123456', 456_000],
      ['1795341600123456789', 456_789],
      [1_795_341_600.0001, 100_000],
      [1_795_341_600_000_100, 100_000],
      ['2026-11-22T10:00:00.123Z', 0],
      ['2026-11-22T10:00:00Z', 0],
      [1_795_341_600_123, 0],
      ['2026-11-22', 0],
      [null, 0],
      [{}, 0],
    ] as const)
      expect(finerThanMs(text), JSON.stringify(text)).toBe(nanoseconds)
  })

  it('keeps its order by moment and finer digits', () => {
    const nanoseconds = fc.bigInt(1_795_341_600_000_000_000n, 1_795_341_600_003_000_000n)
    const write = (at: bigint): string =>
      new Date(Number(at / 1_000_000n)).toISOString().replace('Z', `${String(at % 1_000_000n).padStart(6, '0')}Z`)
    fc.assert(
      fc.property(nanoseconds, nanoseconds, (left, right) => {
        const [a, b] = [write(left), write(right)]
        const coarse = (readMoment(a, 'UTC')?.getTime() ?? 0) - (readMoment(b, 'UTC')?.getTime() ?? 0)
        expect(Math.sign(coarse || finerThanMs(a) - finerThanMs(b))).toBe(Number(left > right) - Number(left < right))
      }),
    )
  })
})
