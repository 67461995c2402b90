import { setTimeout as delay } from 'node:timers/promises'

/** Repeats work until it no longer throws; fails with its last error when the time is over. */
export async function eventually<T>(work: () => Promise<T>, timeoutMs = 30_000, everyMs = 100): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() >= end) throw error
      await delay(everyMs)
    }
  }
}
