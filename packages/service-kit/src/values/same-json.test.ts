import { describe, expect, it } from 'vitest'
import { isSameJson } from './same-json.js'

describe('two contents', () => {
  it('say the same whatever the order of their fields', () => {
    expect(isSameJson({ a: 1, b: { d: [1], c: null } }, { b: { c: null, d: [1] }, a: 1 })).toBe(true)
    expect(isSameJson({ a: 1, gone: undefined }, { a: 1 })).toBe(true)
    expect(isSameJson({ 10: 'x', 9: 'y', a: 1 }, { a: 1, 9: 'y', 10: 'x' })).toBe(true)
  })

  it('differ by the order of a list, by a value, and by a field more', () => {
    expect(isSameJson([1, 2], [2, 1])).toBe(false)
    expect(isSameJson({ a: null }, {})).toBe(false)
    expect(isSameJson({ a: '1' }, { a: 1 })).toBe(false)
    expect(isSameJson([], {})).toBe(false)
    expect(isSameJson({ a: ['b', 'c'] }, { a: { b: 'c' } })).toBe(false)
  })

  it('are compared in fields that every object has a name for, too', () => {
    expect(isSameJson(JSON.parse('{"__proto__":{"a":1}}'), {})).toBe(false)
    expect(isSameJson(JSON.parse('{"constructor":1}'), JSON.parse('{"constructor":1}'))).toBe(true)
  })
})
