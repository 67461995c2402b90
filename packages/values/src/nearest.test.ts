import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.js'

describe('the name that was probably meant', () => {
  it.each([
    ['ordernumber', ['orderNumber', 'order'], 'orderNumber'],
    ['adress', ['address', 'dress'], 'address'],
    ['größe', ['grösse', 'Größe'], 'Größe'],
    ['x', ['orderNumber'], null],
    ['x', [], null],
  ])('for %s among %j is %s', (meant, names, name) => {
    expect(nearest(meant, names)).toBe(name)
  })
})
