import { setTimeout as delay } from 'node:timers/promises'

export interface EventuallyOptions {
  readonly timeoutMs?: number
  readonly everyMs?: number
}

/**
 * Repeats a check until it no longer throws and answers with what it returned; fails with its last error. The limit is
 * long, as it costs nothing where the check comes true: a consumer that has to take over a dead one's partitions, a lease
 * and a back-off fit in, on a machine that does other things too.
 */
export async function eventually<T>(check: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> {
  const { timeoutMs = 90_000, everyMs = 25 } = options
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
