import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsetOf, decodeText, decodeUtf8, isUtf8Label, isUtf8Url } from './decode.js'
import { hasMoreValues, isDeeperText, isDeeperValue } from './depth.js'
import { inexactText, parseJson, writeJson } from './parse.js'
import { findUnstorable, replaceUnstorable } from './storable.js'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)
const encoder = new TextEncoder()
const valueOf = (text: string): unknown => {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(parsed.code)
  return parsed.value
}
/** The value as `JSON.parse` has it, with what is not exact as text. */
const asText = (value: unknown): unknown => {
  const text = inexactText(value)
  if (text !== null) return text
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asText(member)]))
}

describe('bytes that are no UTF-8', () => {
  it.each([
    ['a byte of Latin-1', bytes(0x6d, 0xfc, 0x6c)],
    ['a lone continuation byte', bytes(0x80)],
    ['a sequence that is cut', bytes(0xe2, 0x82)],
    ['an overlong slash', bytes(0xc0, 0xaf)],
    ['an overlong NUL', bytes(0xc0, 0x80)],
    ['a surrogate as CESU-8 has it', bytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
    ['a code point beyond U+10FFFF', bytes(0xf4, 0x90, 0x80, 0x80)],
    ['UTF-16 with its mark', bytes(0xff, 0xfe, 0x7b, 0x00)],
  ])('are refused: %s', (_name, given) => {
    expect(decodeUtf8(given)).toBeNull()
  })

  it('never become U+FFFD, and every text comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (given) => {
        const text = decodeUtf8(given)
        const marked = given[0] === 0xef && given[1] === 0xbb && given[2] === 0xbf
        return text === null || Buffer.from(encoder.encode(text)).equals(Buffer.from(marked ? given.slice(3) : given))
      }),
    )
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeUtf8(encoder.encode(text)) === text))
  })

  it('may begin with a byte order mark', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toBe('{}')
  })

  it('are decoded where a charset is named', () => {
    expect(decodeText(bytes(0x6d, 0xfc), 'iso-8859-1')).toEqual({ outcome: 'text', text: 'mü' })
    expect(decodeText(bytes(0x80, 0x93, 0x9f), 'windows-1252')).toEqual({ outcome: 'text', text: '€“Ÿ' })
    expect(decodeText(bytes(0xa4), 'iso-8859-15')).toEqual({ outcome: 'text', text: '€' })
    expect(decodeText(bytes(0x7b, 0, 0x7d, 0), 'utf-16le')).toEqual({ outcome: 'text', text: '{}' })
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x7b), 'utf-16')).toEqual({ outcome: 'text', text: '{' })
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xbc), 'iso-8859-1')).toEqual({ outcome: 'text', text: 'ü' })
    expect(decodeText(bytes(0x3d, 0xd8), 'utf-16le')).toEqual({ outcome: 'invalid' })
    expect(decodeText(bytes(0xfc), null)).toEqual({ outcome: 'invalid' })
    for (const label of ['utf-7', 'klingon', 'iso-2022-kr'])
      expect(decodeText(bytes(0x7b), label), label).toEqual({ outcome: 'charset_unknown' })
  })

  it('are those of the charset that the content type names', () => {
    expect(charsetOf('application/json; charset=ISO-8859-1')).toBe('iso-8859-1')
    expect(charsetOf('application/json;CHARSET="utf-8"; v=1')).toBe('utf-8')
    expect([charsetOf(undefined), charsetOf('text/plain'), charsetOf('text/plain; charset=')]).toEqual([
      null,
      null,
      null,
    ])
    expect(['utf-8', 'UTF8'.toLowerCase(), null].every(isUtf8Label)).toBe(true)
    expect(isUtf8Label('utf-16')).toBe(false)
  })

  it('are found in a URL', () => {
    for (const url of ['/%FF', '/v1/x?a=%C3%28', '/%ED%A0%80', '/%C0%AF', '/?q=\u00fc', '/?a=%FF:%FF'])
      expect(isUtf8Url(url), url).toBe(false)
    for (const url of ['/', '/%C3%BC?b=%F0%9F%8E%89', '/100%', '/?a=%zz', '/%2F%00'])
      expect(isUtf8Url(url), url).toBe(true)
  })
})

describe('a number that is not exact', () => {
  it.each([
    '9007199254740992',
    '9007199254740993',
    '-9007199254740993',
    '12345678901234567890',
    '9007199254740993.0',
    '1e16',
    '1E+300',
    '1e400',
    '-1e400',
    '1e-400',
    `0.${'0'.repeat(330)}1`,
  ])('is kept as it was written: %s', (written) => {
    for (const text of [written, ` ${written}`, `[1,${written}]`, `{"a":\t${written}}`])
      expect(JSON.stringify(asText(valueOf(text))), text).toContain(`"${written}"`)
  })

  it.each([
    '0',
    '-0',
    '0.0',
    '0e5',
    '0.00e-7',
    '9007199254740991',
    '-9007199254740991',
    '12.5',
    '1e3',
    '1.5E-7',
    '0.1234567890123456789',
  ])('is no other: %s', (written) => {
    expect(parseJson(`{"a":${written}}`)).toEqual({ ok: true, value: JSON.parse(`{"a":${written}}`), isExact: true })
  })

  it('is none within a text', () => {
    const text = '{"9007199254740993":"1e400, 9007199254740993 : 12345678901234567","a":"\\"12345678901234567"}'
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text), isExact: true })
  })

  it('is the only difference to the parser of the runtime', () => {
    const json = fc.json({ maxDepth: 4 })
    fc.assert(
      fc.property(json, fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), (text, number) => {
        const both = parseJson(`{"a":${text},"b":${number}}`)
        const plain: unknown = JSON.parse(text)
        const isLarge = (value: unknown): boolean =>
          typeof value === 'number'
            ? Math.abs(value) > Number.MAX_SAFE_INTEGER
            : typeof value === 'object' && value !== null && Object.values(value).some(isLarge)
        fc.pre(!isLarge(plain))
        expect(both.ok && asText(both.value)).toEqual({ a: plain, b: String(number) })
      }),
    )
  })

  it('does not change what else JSON means', () => {
    const given = '{"a":1,"a":2,"__proto__":{"x":1},"n":9007199254740993}'
    const value = valueOf(given)
    expect(Object.entries(Object(value)).map(([name, member]) => [name, inexactText(member) ?? member])).toEqual([
      ['a', 2],
      ['__proto__', { x: 1 }],
      ['n', '9007199254740993'],
    ])
    for (const broken of ['{"a":9007199254740993', '01234567890123456789', '[1e]', '1e400 x', '', 'NaN', '[Infinity]'])
      expect(parseJson(broken), broken).toEqual({ ok: false, code: 'json_invalid' })
    expect(parseJson(`[9007199254740993,${'['.repeat(90_000)}${']'.repeat(90_000)}]`).ok).toBe(false)
  })
})

describe('an object that was read', () => {
  it('is written with every digit of its numbers', () => {
    const text = '{"nr":12345678901234567890,"small":1e-400,"list":[1.5,null,"ä\\n"]}'
    const read = parseJson(text)
    expect(writeJson(read.ok ? { ...(read.value as object) } : {})).toBe(text)
  })
})

describe('what cannot be stored', () => {
  it('is named with its pointer, at most twenty times', () => {
    expect(findUnstorable(valueOf('{"a":["x\\u0000"],"\\ud800":1,"b/c":"\\udc00","n":1e400}'))).toMatchObject([
      { pointer: '/a/0', code: 'nul_character' },
      { pointer: '', code: 'text_malformed' },
      { pointer: '/b~1c', code: 'text_malformed' },
      { pointer: '/n', code: 'number_not_exact' },
    ])
    expect(findUnstorable(JSON.parse('{"__proto__":1}'))).toMatchObject([{ pointer: '', code: 'name_not_allowed' }])
    expect(findUnstorable(Array.from({ length: 1_000 }, () => '\0'))).toHaveLength(20)
    expect(findUnstorable({ text: 'Größe 🎉', n: 12.5 })).toEqual([])
  })

  it('is replaced', () => {
    expect(replaceUnstorable('a\0b\ud83c')).toBe('a\uFFFDb\uFFFD')
    expect(replaceUnstorable('🎉')).toBe('🎉')
  })
})

describe('the depth of JSON', () => {
  it('is the same for the text and for what it means', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 6 }), (value, levels) => {
        const text = `${' '.repeat(20)}${JSON.stringify(value)}`
        return isDeeperText(levels, text) === isDeeperValue(levels, value)
      }),
    )
  })
})

const countOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Math.max(2, 1 + Object.values(value).reduce<number>((sum, member) => sum + countOf(member), 0))
    : 1

describe('the number of values in JSON', () => {
  it('is found in the text, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 40 }), (value, most) => {
        const text = `${' '.repeat(50)}${JSON.stringify(value)}`
        return hasMoreValues(most, text) === countOf(value) > most
      }),
    )
    expect(hasMoreValues(3, JSON.stringify({ a: '[,,,{"', b: '\\",,' }))).toBe(false)
  })
})
