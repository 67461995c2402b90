import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EVERY_ELEMENT,
  type PathSegment,
  parsePath,
  parsePathBelow,
  readPathAt,
  valueAtPath,
  valuesAt,
  writePath,
} from './path.js'

describe('a path', () => {
  it.each<[text: string, segments: readonly PathSegment[]]>([
    ['traits', ['traits']],
    ['traits.address.city', ['traits', 'address', 'city']],
    ['traits.tags[0]', ['traits', 'tags', '0']],
    ['traits.tags.0', ['traits', 'tags', '0']],
    ['traits.first-name', ['traits', 'first-name']],
    ['event.properties.$price', ['event', 'properties', '$price']],
    ['traits.größe', ['traits', 'größe']],
    ['traits.客户.नाम', ['traits', '客户', 'नाम']],
    ['traits["First Name"]', ['traits', 'First Name']],
    [`traits['First Name'].x`, ['traits', 'First Name', 'x']],
    [`traits['it\\'s "so"']`, ['traits', `it's "so"`]],
    ['traits["a\\"]b"][1]', ['traits', 'a"]b', '1']],
    ['property["utm:source"]', ['property', 'utm:source']],
    ['event.properties.products[*].sku', ['event', 'properties', 'products', EVERY_ELEMENT, 'sku']],
    ['traits[""]', ['traits', '']],
    ['traits["tags[*]"]', ['traits', 'tags[*]']],
  ])('%s is read', (text, segments) => {
    expect(parsePath(text)).toEqual(segments)
  })

  it.each([
    '',
    '.a',
    'a.',
    'a..b',
    'a[',
    'a[]',
    'a[-1]',
    'a[1.5]',
    'a[b]',
    'a["b]',
    'a["b"',
    `a["b']`,
    'a["\\x"]',
    'a["\\u0000"]',
    'a["\\ud800"]',
    'a["\n"]',
    'traits.First Name',
    'traits.@type',
    'a b',
    ' a',
    'a ',
    '["a"]',
  ])('%j is none', (text) => {
    expect(parsePath(text)).toBeNull()
  })

  it('finds a name however its letters are put together', () => {
    expect(parsePath('traits.größe'.normalize('NFD'))).toEqual(['traits', 'größe'.normalize('NFC')])
    expect(parsePath('traits["gro\\u0308\\u00dfe"]')).toEqual(['traits', 'größe'.normalize('NFC')])
  })

  it('is read below a root that is not written', () => {
    expect(parsePathBelow('data', 'order.number')).toEqual(['order', 'number'])
    expect(parsePathBelow('data', '["order id"].größe')).toEqual(['order id', 'größe'])
    for (const broken of ['', 'a b', '[', '.a', '"a"']) expect(parsePathBelow('data', broken), broken).toBeNull()
  })

  it('is read up to where it ends in a longer text', () => {
    expect(readPathAt('survey,property["a,b"]:x', 7)).toEqual({ segments: ['property', 'a,b'], end: 22 })
    expect(readPathAt('property["a', 0)).toBeNull()
  })

  it('is written as it is read, whatever its names are', () => {
    const name = fc.string({ unit: 'binary' }).filter((text) => !/\0|\p{Surrogate}/u.test(text))
    const segment = fc.oneof(name, fc.constant(EVERY_ELEMENT))
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), (rest) => {
        const segments = ['traits', ...rest.map((item) => (typeof item === 'string' ? item.normalize('NFC') : item))]
        expect(parsePath(writePath(segments))).toEqual(segments)
      }),
    )
  })

  it('leads through own members and indexes only', () => {
    const data = { list: [{ sku: 'a' }, 7, { sku: null }, {}], 'a b': { '-1': 'x' }, nested: [[{ n: 1 }], [{ n: 2 }]] }
    const at = (text: string): unknown => valueAtPath(data, (parsePath(`x${text}`) ?? []).slice(1))
    expect(at('.list[0].sku')).toBe('a')
    expect(at('.list.-1')).toBeUndefined()
    expect(at('.list.length')).toBeUndefined()
    expect(at('.list[9]')).toBeUndefined()
    expect(at('.toString')).toBeUndefined()
    expect(at('["a b"].-1')).toBe('x')
    expect(at('.list[*].sku')).toEqual(['a', null])
    expect(at('.nested[*][*].n')).toEqual([1, 2])
    expect(at('.a[*]')).toBeUndefined()
    expect(valuesAt(data, ['list', EVERY_ELEMENT, 'sku'])).toEqual(['a', undefined, null, undefined])
  })

  it('never reaches what every object inherits', () => {
    const data: unknown = JSON.parse('{ "constructor": 1, "__proto__": 2 }')
    expect(['constructor', '__proto__', 'prototype'].map((name) => valueAtPath(data, [name]))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('costs no more than its length, however broken it is', () => {
    for (const text of [
      '['.repeat(100_000),
      `a["${'\\'.repeat(100_001)}`,
      `a${'.b'.repeat(50_000)}.`,
      `a['${`"\\'`.repeat(40_000)}`,
    ])
      expect(parsePath(text)).toBeNull()
  })
})
