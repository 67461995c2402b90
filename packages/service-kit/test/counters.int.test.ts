import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { afterAll, describe, expect, it } from 'vitest'
import { type Counters, MemoryCounters } from '../src/limits/counters.js'
import { RedisCounters } from '../src/limits/counters-redis.js'
import { HOW_TO_GET_REDIS, redisUrl } from './harness.js'

/** What all counters promise. */
function describeCounters(name: string, open: () => Counters): void {
  describe(name, () => {
    const counters = open()
    afterAll(() => counters.close())
    const ready = (): Promise<void> => eventually(() => counters.check())

    it('count each key for itself', async () => {
      await ready()
      const [a, b] = [randomUUID(), randomUUID()]
      expect((await counters.increment(a, 60_000)).count).toBe(1)
      expect((await counters.increment(a, 60_000)).count).toBe(2)
      expect((await counters.increment(b, 60_000)).count).toBe(1)
    })

    it('lose no call of many at once', async () => {
      await ready()
      const key = randomUUID()
      const counts = await Promise.all(Array.from({ length: 100 }, () => counters.increment(key, 60_000)))
      expect(counts.map(({ count }) => count).toSorted((x, y) => x - y)).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      )
    })

    it('end with the window that the first call opened, and begin again', async () => {
      await ready()
      const key = randomUUID()
      const first = await counters.increment(key, 300)
      expect(first.leftMs).toBeGreaterThan(0)
      expect(first.leftMs).toBeLessThanOrEqual(300)
      // A longer window given later moves nothing.
      expect((await counters.increment(key, 60_000)).leftMs).toBeLessThanOrEqual(300)
      const other = randomUUID()
      await counters.increment(other, 60_000)
      let calls = 2
      await eventually(async () => {
        calls += 1
        expect((await counters.increment(key, 300)).count).toBeLessThan(calls)
      })
      expect((await counters.increment(other, 60_000)).count).toBe(2)
    })
  })
}

describeCounters('counters in memory', () => new MemoryCounters())

if (redisUrl === undefined) describe('counters in Redis', () => it.skip(HOW_TO_GET_REDIS, () => undefined))
else {
  const url = redisUrl
  describeCounters('counters in Redis', () => new RedisCounters(url))

  describe('counters in Redis', () => {
    it('fail at once while Redis is away, instead of queueing', async () => {
      const counters = new RedisCounters('redis://127.0.0.1:1')
      const startedAt = performance.now()
      await expect(counters.increment('x', 1_000)).rejects.toThrow()
      await expect(counters.check()).rejects.toThrow()
      expect(performance.now() - startedAt).toBeLessThan(1_000)
      await counters.close()
    })
  })
}
