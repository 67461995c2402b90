import { describe, expect, it } from 'vitest'
import { openBatcher } from './batcher.js'

/** A batcher whose batches end only when the test says so. */
function heldBatcher(maxItems: number, maxInFlight: number) {
  const started: { readonly items: readonly number[]; end(error?: Error): void }[] = []
  const batcher = openBatcher<number, number>({
    maxItems,
    maxInFlight,
    run: (_workspace, items) =>
      new Promise((resolve, reject) => {
        started.push({ items, end: (error) => (error ? reject(error) : resolve(items.map((item) => item * 10))) })
      }),
  })
  const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  return { batcher, started, settle }
}

describe('a batcher', () => {
  it('lets a lone request go at once', async () => {
    const { batcher, started, settle } = heldBatcher(500, 2)
    const answer = batcher.add('w', [1])
    await settle()
    expect(started.map(({ items }) => items)).toEqual([[1]])
    started[0]?.end()
    expect(await answer).toEqual([10])
  })
  it('gathers what waits while two batches are under way, and gives everybody their own results', async () => {
    const { batcher, started, settle } = heldBatcher(500, 2)
    const first = batcher.add('w', [1])
    await settle()
    const second = batcher.add('w', [2])
    await settle()
    const rest = [batcher.add('w', [3, 4]), batcher.add('w', [5])]
    await settle()
    expect(started.map(({ items }) => items)).toEqual([[1], [2]])
    started[0]?.end()
    await first
    await settle()
    expect(started.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5]])
    for (const batch of started.slice(1)) batch.end()
    expect(await second).toEqual([20])
    expect(await Promise.all(rest)).toEqual([[30, 40], [50]])
  })
  it('never splits one request and never grows beyond its size', async () => {
    const { batcher, started, settle } = heldBatcher(3, 1)
    void batcher.add('w', [0])
    await settle()
    void batcher.add('w', [1, 2])
    void batcher.add('w', [3, 4])
    void batcher.add('w', [5, 6, 7, 8])
    for (const batch of [0, 1, 2]) {
      started[batch]?.end()
      await settle()
    }
    expect(started.map(({ items }) => items)).toEqual([[0], [1, 2], [3, 4], [5, 6, 7, 8]])
    started[3]?.end()
    await batcher.drain()
  })
  it('keeps workspaces apart, and a failure with those it belongs to', async () => {
    const { batcher, started, settle } = heldBatcher(500, 1)
    const mine = batcher.add('a', [1])
    const theirs = batcher.add('b', [2])
    await settle()
    expect(started).toHaveLength(2)
    started[0]?.end(new Error('no'))
    started[1]?.end()
    await expect(mine).rejects.toThrow('no')
    expect(await theirs).toEqual([20])
    await batcher.drain()
  })
})
