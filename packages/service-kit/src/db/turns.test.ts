import { describe, expect, it } from 'vitest'
import { openTurns } from './turns.js'

describe('turns', () => {
  it('let in as many as there are places, and the next when one is given back', async () => {
    const turns = openTurns({ places: 2, waitMs: 5_000 })
    const entered: string[] = []
    const leave = await turns.take('a')
    await turns.take('b')
    const next = turns.take('c').then(() => entered.push('c'))
    expect(entered).toEqual([])
    leave()
    await next
    expect(entered).toEqual(['c'])
  })

  it('keep one place free of whoever has taken the others, past those who wait for theirs', async () => {
    const turns = openTurns({ places: 2, waitMs: 5_000 })
    const leave = await turns.take('busy')
    const second = turns.take('busy')
    await turns.take('small')
    leave()
    await expect(second).resolves.toBeTypeOf('function')
  })

  it('refuse by name what has waited for too long', async () => {
    const turns = openTurns({ places: 1, waitMs: 1 })
    const leave = await turns.take('a')
    await expect(turns.take('b')).rejects.toMatchObject({ kind: 'unavailable', code: 'questions_busy' })
    leave()
    await expect(turns.take('b')).resolves.toBeTypeOf('function')
  })
})
