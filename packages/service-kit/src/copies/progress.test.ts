import { describe, expect, it } from 'vitest'
import { openCopies } from './progress.js'

describe('where the log ends', () => {
  it('is not asked for by each of many while the log has only just failed', async () => {
    let at = 0
    let calls = 0
    let isAway = true
    const log = {
      ends: async () => {
        calls += 1
        if (isAway) throw new Error('away')
        return []
      },
    }
    const copies = openCopies(log, 'journey.people', { clock: () => at })
    for (let count = 0; count < 50; count += 1) await expect(copies.ends(['a'])).rejects.toThrow('away')
    expect(calls).toBe(1)
    isAway = false
    at = 3_000
    expect(await copies.ends(['a'])).toEqual([])
    expect(await copies.ends(['a'])).toEqual([])
    expect(calls).toBe(3)
  })
})
