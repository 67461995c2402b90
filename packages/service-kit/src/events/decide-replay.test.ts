import { describe, expect, it } from 'vitest'
import { decideReplay } from './decide-replay.js'
import { BEGIN_AGAIN } from './decide-start.js'

describe('decideReplay', () => {
  it('begins at the moment, where that was read', () => {
    expect(decideReplay({ next: 9n, first: 2n, since: 5n })).toEqual({ begins: 5n, store: 5n, isAhead: false })
  })

  it('begins where the log begins, wherever that is by then', () => {
    const again = { begins: 2n, store: BEGIN_AGAIN, isAhead: false }
    expect(decideReplay({ next: 9n, first: 2n, since: 0n })).toEqual(again)
    expect(decideReplay({ next: 9n, first: 2n, since: 2n })).toEqual(again)
  })

  it('never goes on behind what was read', () => {
    expect(decideReplay({ next: 5n, first: 2n, since: 9n })).toEqual({ begins: 5n, store: null, isAhead: true })
    expect(decideReplay({ next: 5n, first: 7n, since: 0n })).toEqual({ begins: 5n, store: null, isAhead: true })
    expect(decideReplay({ next: 5n, first: 2n, since: 5n })).toEqual({ begins: 5n, store: null, isAhead: false })
  })

  it('leaves a group alone that begins again anyway', () => {
    const stays = { begins: 2n, store: null, isAhead: false }
    expect(decideReplay({ next: BEGIN_AGAIN, first: 2n, since: 9n })).toEqual(stays)
  })
})
