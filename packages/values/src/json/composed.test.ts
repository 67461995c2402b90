import { describe, expect, it } from 'vitest'
import { composed, isComposedJson } from './composed.js'

describe('composed text', () => {
  const decomposed = 'Größe'.normalize('NFD')

  it('is the same in values and names, however deep; the first of two equal names stays', () => {
    expect(composed({ [decomposed]: [decomposed, 1, null, { a: decomposed }] })).toEqual({
      Größe: ['Größe', 1, null, { a: 'Größe' }],
    })
    expect(Object.keys(Object(composed({ Größe: 1, [decomposed]: 2 })))).toEqual(['Größe'])
    expect(composed({ Größe: 1, [decomposed]: 2 })).toEqual({ Größe: 1 })
  })

  it('is seen before anything is looked through', () => {
    expect(isComposedJson('{"a":"Größe"}')).toBe(true)
    expect(isComposedJson(`{"a":"${decomposed}"}`)).toBe(false)
    expect(isComposedJson('{"a":"o\\u0308"}')).toBe(false)
  })
})
