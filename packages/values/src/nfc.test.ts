import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasEndlessMarks, nfc } from './nfc.js'

const marks = ['\u0301', '\u0316', '\u0323', '\u0308', '\u3099', '\u{1D165}']
const letters = fc.constantFrom(
  'a',
  'Ä',
  'o\u0308',
  'ß',
  '\u0958',
  '가',
  '\u1100',
  '\u1161',
  '한',
  '\uFF9E',
  '😀',
  '\ud83d',
)
const texts = fc
  .array(fc.oneof(letters, fc.constantFrom(...marks), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 120 })
  .map((parts) => parts.join(''))
const endless = fc.tuple(texts, fc.constantFrom(...marks), fc.integer({ min: 31, max: 90 }), texts)

describe('text in NFC', () => {
  it('is what Unicode says', () => {
    expect(nfc('Gro\u0308ße')).toBe('Größe')
    fc.assert(
      fc.property(texts, (text) => {
        expect(nfc(text)).toBe(hasEndlessMarks(text) ? nfc(text) : text.normalize('NFC'))
      }),
    )
  })

  it('keeps more marks than stand on any letter as they are, and composes all else', () => {
    const zalgo = '\u0301\u0316'.repeat(20)
    expect(nfc(`u\u0308 a${zalgo}u\u0308`)).toBe(`ü a${zalgo}ü`)
    expect(nfc(`a${'\u0301\u0316'.repeat(15)}`)).toBe(`a${'\u0301\u0316'.repeat(15)}`.normalize('NFC'))
  })

  it('stays as it is once it is so', () => {
    fc.assert(
      fc.property(endless, ([before, mark, times, after]) => {
        const text = nfc(before + mark.repeat(times) + after)
        expect(hasEndlessMarks(text)).toBe(true)
        expect(nfc(text)).toBe(text)
      }),
    )
  })
})
