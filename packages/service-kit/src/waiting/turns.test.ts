import { describe, expect, it } from 'vitest'
import { inTurns, openTurns } from './turns.js'

describe('work that is done in pieces', () => {
  it('lets others have their turn when some time has passed, and not before', async () => {
    let now = 0
    const done: string[] = []
    const takeTurns = openTurns(() => now)
    setImmediate(() => done.push('somebody else'))
    for (const piece of ['one', 'two', 'three']) {
      done.push(piece)
      now += 10
      await takeTurns()
    }
    expect(done).toEqual(['one', 'two', 'somebody else', 'three'])
  })

  it('is done to its end', async () => {
    const done: number[] = []
    await inTurns(
      (function* pieces() {
        for (let piece = 0; piece < 3; piece += 1) yield done.push(piece)
      })(),
    )
    expect(done).toEqual([0, 1, 2])
  })
})
