import { describe, expect, it } from 'vitest'
import { openClocks } from './clocks.js'

describe('the clocks that a process knows', () => {
  it('are those of whoever has moved theirs; all others are where the server is', () => {
    const clocks = openClocks()
    expect(clocks.moved()).toEqual([])
    clocks.move('a', 1_000)
    expect([clocks.offsetOf('a'), clocks.offsetOf('b')]).toEqual([1_000, 0])
    expect(clocks.moved()).toEqual(['a'])
  })

  it('never go back, and tell when one has gone ahead', () => {
    let moves = 0
    const clocks = openClocks(() => (moves += 1))
    clocks.move('a', 1_000)
    clocks.move('a', 500)
    expect([clocks.offsetOf('a'), moves]).toEqual([1_000, 1])
    clocks.replace(new Map([['a', 1_000]]))
    expect(moves).toBe(1)
    clocks.replace(new Map([['a', 2_000]]))
    expect([clocks.offsetOf('a'), moves]).toEqual([2_000, 2])
  })

  it('keep a move of this process that a look which was under way has not seen, and forget who is gone', () => {
    const clocks = openClocks()
    clocks.replace(new Map([['gone', 1]]))
    clocks.move('a', 1_000)
    clocks.replace(new Map())
    expect(clocks.moved()).toEqual(['a'])
    // The next look began after the commit.
    clocks.replace(new Map())
    expect(clocks.moved()).toEqual([])
  })
})
