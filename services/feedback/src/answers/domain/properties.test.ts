import { describe, expect, it } from 'vitest'
import { flatProperties } from './properties.js'

describe('the properties of an order', () => {
  it('are carried as they are when they are flat', () => {
    expect(flatProperties({ late: true, days: 3, straße: 'Größe 5' })).toEqual({
      late: true,
      days: 3,
      straße: 'Größe 5',
    })
  })
  it('lose what is nested, empty or cannot be stored', () => {
    expect(
      flatProperties({ late: false, order: { id: 1 }, list: [1], nothing: null, 'nul\0': 1, text: 'a\0b' }),
    ).toEqual({
      late: false,
      text: 'ab',
    })
  })
  it('have names whose characters are counted, not what they are made of', () => {
    const [longest, longer] = ['😀'.repeat(100), '😀'.repeat(101)]
    expect(flatProperties({ [longest]: 1, [longer]: 2 })).toEqual({ [longest]: 1 })
  })
  it('are bounded in number and length, without half a character', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`p${index}`, index]))
    expect(Object.keys(flatProperties(many))).toHaveLength(50)
    const whole = `${'x'.repeat(499)}😀`
    expect(flatProperties({ text: whole, more: `${whole}y`, half: `${'x'.repeat(999)}😀` })).toEqual({
      text: whole,
      more: whole,
      half: 'x'.repeat(500),
    })
  })
})
