import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTooMany } from './collector.js'

describe('what waits to be applied', () => {
  it('is bounded in all, and small workspaces are taken while a big one is refused', () => {
    const request = fc.record({ workspace: fc.nat(8), events: fc.integer({ min: 1, max: 2_500 }) })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        const waiting = new Map<string, number>([['big', 20_000]])
        let all = 20_000
        for (const { workspace, events } of requests) {
          const name = `w${workspace}`
          const waitingHere = (waiting.get(name) ?? 0) + events
          if (isTooMany(waitingHere, all + events, waiting.size)) continue
          waiting.set(name, waitingHere)
          all += events
        }
        expect(all).toBeLessThanOrEqual(40_000)
        expect(isTooMany(20_001, all + 1, waiting.size)).toBe(true)
        expect(isTooMany(500, all + 500, waiting.size)).toBe(false)
      }),
    )
  })

  it('may be as much of one workspace as of all', () => {
    expect(isTooMany(20_000, 20_000, 1)).toBe(false)
    expect(isTooMany(20_001, 20_001, 1)).toBe(true)
  })
})
