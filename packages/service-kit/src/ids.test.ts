import { describe, expect, it } from 'vitest'
import { isUuid, uuidv7 } from './ids.js'

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
