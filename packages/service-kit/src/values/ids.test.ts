import { describe, expect, it } from 'vitest'
import { derivedUuid, isUuid, momentOfUuid, uuidv7 } from './ids.js'

describe('a UUIDv7', () => {
  it('has version, variant and time in their places', () => {
    const id = uuidv7(Date.UTC(2026, 10, 22, 10))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 10, 22, 10))
    expect(isUuid(id)).toBe(true)
  })
  it('sorts by time and never comes twice', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => uuidv7(1_700_000_000_000 + Math.floor(index / 100)))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.map((id) => id.slice(0, 13))).toEqual(ids.map((id) => id.slice(0, 13)).toSorted())
  })
})

describe('a derived UUIDv7', () => {
  const at = Date.UTC(2026, 10, 22, 10)

  it('is the same for the same moment and names, in every process and release', () => {
    expect(derivedUuid(at, ['run', 'a', 1])).toBe('01a202b2-c500-76d4-a603-ec6ed22ba5a7')
  })
  it('is another one for other names, wherever one ends and the next begins, and for another moment', () => {
    const ids = [
      derivedUuid(at, ['run', 'ab', 'c']),
      derivedUuid(at, ['run', 'a', 'bc']),
      derivedUuid(at, ['run', 'abc']),
      derivedUuid(at, ['run', 'a', 1]),
      derivedUuid(at, ['run', 'a', '1']),
      derivedUuid(at + 1, ['run', 'abc']),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })
  it('has version, variant and moment in their places, also for a moment before 1970', () => {
    for (const moment of [-1, 0, 1, at, 2 ** 48 - 1]) {
      const id = derivedUuid(moment, ['x'])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(momentOfUuid(id)).toBe(Math.max(moment, 0))
    }
    expect(momentOfUuid(uuidv7(at))).toBe(at)
  })
})
