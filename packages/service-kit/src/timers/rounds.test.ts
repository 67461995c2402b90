import { describe, expect, it } from 'vitest'
import { openRounds } from './rounds.js'

const batch = (isFull: boolean, ...workspaces: readonly string[]) => ({ isFull, workspaces })

describe('rounds of timers', () => {
  it('let everybody have a turn after a batch that was full, until one is not', () => {
    const rounds = openRounds(() => 0)
    const seen: (readonly string[])[] = []
    for (const done of [batch(true, 'big'), batch(true, 'other'), batch(false, 'small'), batch(true, 'big')]) {
      seen.push(rounds.except())
      rounds.ran(done)
    }
    expect(seen).toEqual([[], ['big'], ['big', 'other'], []])
    expect(rounds.except()).toEqual(['big'])
  })

  it('begin anew where everything that is due is in one batch', () => {
    const rounds = openRounds(() => 0)
    rounds.ran(batch(false, 'one', 'two'))
    expect(rounds.except()).toEqual([])
  })

  it('look seldom for others where that takes long', () => {
    const at = { ms: 0 }
    const rounds = openRounds(() => at.ms)
    let looks = 0
    for (let i = 0; i < 1_000; i += 1) {
      const isLook = rounds.except().length > 0
      at.ms += isLook ? 100 : 20
      looks += isLook ? 1 : 0
      rounds.ran(batch(!isLook, ...(isLook ? [] : ['big'])))
    }
    expect(looks).toBeGreaterThan(10)
    expect(looks * 100).toBeLessThan(at.ms / 10)
  })
})
