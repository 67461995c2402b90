import { describe, expect, it } from 'vitest'
import { groupCommits } from './group-commit.js'

describe('group commit', () => {
  it('writes together what waits, at most so many, and answers each after its own write', async () => {
    const writes: (readonly string[])[] = []
    const write = async (items: readonly string[]): Promise<void> => void writes.push(items)
    const commit = groupCommits({ most: 3, waitMs: 1, inFlight: 1, write })
    await Promise.all([commit(['a', 'b']), commit(['c']), commit(['d', 'e', 'f', 'g']), commit(['h'])])
    expect(writes).toEqual([['a', 'b', 'c'], ['d', 'e', 'f', 'g'], ['h']])
  })

  it('fails those whose write failed, and goes on', async () => {
    let turn = 0
    const write = async (): Promise<void> => {
      if ((turn += 1) === 1) throw new Error('away')
    }
    const commit = groupCommits({ most: 1, waitMs: 1, inFlight: 1, write })
    const [first, second] = await Promise.allSettled([commit(['a']), commit(['b'])])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })
})
