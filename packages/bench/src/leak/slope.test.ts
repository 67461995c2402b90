import { describe, expect, it } from 'vitest'
import { isFlat, lowestOf, slopeOf } from './slope.js'

describe('the slope of samples', () => {
  it('is that of the line that they lie on', () => {
    const slope = slopeOf([0, 1, 2, 3].map((minute) => ({ minute, value: 100 + 2 * minute })))
    expect(slope.perMinute).toBeCloseTo(2)
    expect(slope.error).toBeCloseTo(0)
    expect(isFlat(slope)).toBe(false)
  })

  it('is flat where it is less than what the samples jump', () => {
    const saw = [0, 5, 1, 6, 0, 5, 1, 7].map((value, minute) => ({ minute, value }))
    expect(isFlat(slopeOf(saw))).toBe(true)
  })

  it('is looked for in what is left after garbage was collected', () => {
    const saw = [9, 5, 7, 6, 8, 7].map((value, minute) => ({ minute, value }))
    expect(lowestOf(saw, 2)).toEqual([
      { minute: 1, value: 5 },
      { minute: 3, value: 6 },
      { minute: 5, value: 7 },
    ])
  })

  it('needs three samples', () => {
    expect(() => slopeOf([{ minute: 0, value: 1 }])).toThrow('three samples')
  })
})
