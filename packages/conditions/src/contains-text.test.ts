import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsText } from './contains-text.js'

describe('a text in another', () => {
  it('is found wherever it is, however much looks like it', () => {
    const few = (least: number, most: number) =>
      fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '😀'), minLength: least, maxLength: most })
    fc.assert(
      fc.property(few(0, 300), few(0, 100), few(0, 300), (before, wanted, behind) => {
        expect(containsText(before + wanted + behind, wanted)).toBe(true)
        expect(containsText(before + behind, wanted)).toBe((before + behind).includes(wanted))
      }),
    )
    fc.assert(
      fc.property(few(0, 8), few(10, 30), fc.integer({ min: 1, max: 40 }), (unit, end, times) => {
        const text = unit.repeat(2 * times) + end
        for (const wanted of [unit.repeat(times) + end, end + unit.repeat(times), text.slice(1, -1)])
          expect(containsText(text, wanted)).toBe(text.includes(wanted))
      }),
    )
  })
})
