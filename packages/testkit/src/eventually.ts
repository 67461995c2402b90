import { setTimeout as delay } from 'node:timers/promises'

export interface EventuallyOptions {
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/** Repeats a check until it no longer throws and answers with what it returned; fails with its last error. */
export async function eventually<T>(check: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> {
  const { timeoutMs = 20_000, everyMs = 25 } = options
  const until = performance.now() + timeoutMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() >= until) throw error
      await delay(everyMs)
    }
  }
}
