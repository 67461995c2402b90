import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { firstCharacters, isLonger } from './characters.js'

describe('the length of a text', () => {
  it('is that of its characters, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat({ max: 20 }), (text, characters) => {
        expect(isLonger(text, characters)).toBe(Array.from(text).length > characters)
      }),
    )
  })

  it('is counted by schemas likewise, as their documents say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat({ max: 20 }), (text, characters) => {
        expect(z.string().max(characters).safeParse(text).success).toBe(!isLonger(text, characters))
        expect(z.string().min(characters).safeParse(text).success).toBe(isLonger(text, characters - 1))
      }),
    )
  })

  it('is what a text is cut by, and no character is cut in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat({ max: 20 }), (text, most) => {
        expect(firstCharacters(text, most)).toBe(Array.from(text).slice(0, most).join(''))
      }),
    )
  })

  it.each([
    ['a'.repeat(10), false],
    ['😀'.repeat(10), false],
    ['😀'.repeat(11), true],
    [`${'a'.repeat(9)}\ud83d`, false],
    ['\ud83d'.repeat(11), true],
    ['e\u0301'.repeat(5), false],
    ['e\u0301'.repeat(6), true],
  ])('counts an emoji as one, half of one as one, and an accent of its own as another: %j', (text, is) => {
    expect(isLonger(text, 10)).toBe(is)
  })
})
