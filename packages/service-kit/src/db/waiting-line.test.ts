import { describe, expect, it } from 'vitest'
import { openWaitingLine, type WaitingLineOptions } from './waiting-line.js'

const refusal = (): Error => new Error('busy')
const openSome = (given: Partial<WaitingLineOptions>) =>
  openWaitingLine({ limit: 2, limitPerWorkspace: 2, waitMs: 5_000, refusal, ...given })

describe('turns', () => {
  it('let in as many as there are places, and the next when one is given back', async () => {
    const turns = openSome({})
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
    const turns = openSome({ limitPerWorkspace: 1 })
    const leave = await turns.take('busy')
    const second = turns.take('busy')
    await turns.take('small')
    leave()
    await expect(second).resolves.toBeTypeOf('function')
  })

  it('give the next place to whoever has fewest, however many wait for another', async () => {
    const turns = openSome({})
    const entered: string[] = []
    const leaves = [await turns.take('busy'), await turns.take('busy')]
    const take = async (name: string): Promise<void> => {
      leaves.push(await turns.take(name))
      entered.push(name)
    }
    const all = [...Array.from({ length: 5 }, () => take('busy')), take('small'), take('other'), take('small')]
    for (let turn = 0; turn < all.length; turn += 1) {
      leaves.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(all)
    expect(entered.slice(0, 3).toSorted()).toEqual(['busy', 'other', 'small'])
    expect(entered.indexOf('small', 1)).toBeLessThan(5)
    expect(entered).toHaveLength(8)
  })

  it('refuse what has waited for too long', async () => {
    const turns = openSome({ limit: 1, waitMs: 1 })
    const leave = await turns.take('a')
    await expect(turns.take('b')).rejects.toThrow('busy')
    leave()
    await expect(turns.take('b')).resolves.toBeTypeOf('function')
  })
})
