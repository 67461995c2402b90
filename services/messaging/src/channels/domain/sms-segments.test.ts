import { describe, expect, it } from 'vitest'
import { segmentsOf } from './sms-segments.js'

describe('the messages that a text becomes', () => {
  it.each([
    ['', 'gsm', 1],
    ['a'.repeat(160), 'gsm', 1],
    ['a'.repeat(161), 'gsm', 2],
    ['ä'.repeat(306), 'gsm', 2],
    ['ß'.repeat(307), 'gsm', 3],
    // The extension table takes two septets.
    ['€'.repeat(80), 'gsm', 1],
    ['€'.repeat(81), 'gsm', 2],
    // 153 is odd: the 77th euro sign does not fit into the first message, nor the second half of it.
    ['€'.repeat(152), 'gsm', 2],
    ['€'.repeat(153), 'gsm', 3],
    ['[x]{y}\\^~|', 'gsm', 1],
    ['ç', 'ucs2', 1],
    ['„Größe“'.repeat(10), 'ucs2', 1],
    [`${'x'.repeat(69)}ł`, 'ucs2', 1],
    [`${'x'.repeat(70)}ł`, 'ucs2', 2],
    ['ł'.repeat(134), 'ucs2', 2],
    ['ł'.repeat(135), 'ucs2', 3],
    // Two units each, and 67 is odd: 33 in a message.
    ['😀'.repeat(35), 'ucs2', 1],
    ['😀'.repeat(66), 'ucs2', 2],
    ['😀'.repeat(67), 'ucs2', 3],
    // The backtick is in neither table; a tab neither.
    ['`', 'ucs2', 1],
    ['\t', 'ucs2', 1],
  ] as const)('of %j are %s, %d', (text, alphabet, count) => {
    expect(segmentsOf(text)).toEqual({ alphabet, count })
  })
})
