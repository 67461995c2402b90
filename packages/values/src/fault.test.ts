import { describe, expect, it } from 'vitest'
import { pointerTo } from './fault.js'

describe('a JSON pointer', () => {
  it('is extended by names and indexes', () => {
    expect(pointerTo('/body', 'items', 3)).toBe('/body/items/3')
  })
  it('escapes what has a meaning of its own', () => {
    expect(pointerTo('', 'a/b~c')).toBe('/a~1b~0c')
  })
})
