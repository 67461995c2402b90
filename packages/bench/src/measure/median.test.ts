import { describe, expect, it } from 'vitest'
import { quantileOf, spreadOf } from './median.js'

describe('what rounds came to', () => {
  it('is their middle, with how far they lay apart', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, least: 10, most: 30 })
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 })
    expect(spreadOf([7])).toEqual({ median: 7, least: 7, most: 7 })
    expect(spreadOf([]).median).toBeNaN()
  })

  it('has quantiles among the values themselves', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(quantileOf(values, 0.5)).toBe(51)
    expect(quantileOf(values, 0.99)).toBe(100)
    expect(quantileOf([5], 0.99)).toBe(5)
  })
})
