/** Short-lived shared state that may be lost at any time: limits and hints. Redis in composed mode, memory in embedded mode. */
export interface Counters {
  /** Adds one to a counter that ends `windowMs` after its first use; answers the count and the milliseconds left. */
  increment(key: string, windowMs: number): Promise<{ readonly count: number; readonly leftMs: number }>
  /** Resolves when the store answers; for readiness. */
  check(): Promise<void>
  close(): Promise<void>
}

interface Counter {
  count: number
  readonly endsAt: number
}

const SWEEP_AFTER = 10_000
/** Callers who invent keys make a counter with each: the oldest go. */
const MOST = 200_000

/** Counters of this process alone. */
export class MemoryCounters implements Counters {
  readonly #counters = new Map<string, Counter>()
  #sweepAt = SWEEP_AFTER

  async increment(key: string, windowMs: number): Promise<{ readonly count: number; readonly leftMs: number }> {
    const now = performance.now()
    const current = this.#counters.get(key)
    const counter = current === undefined || current.endsAt <= now ? { count: 0, endsAt: now + windowMs } : current
    counter.count += 1
    this.#counters.set(key, counter)
    if (this.#counters.size > this.#sweepAt) this.#sweep(now)
    return { count: counter.count, leftMs: Math.max(1, Math.round(counter.endsAt - now)) }
  }

  async check(): Promise<void> {}

  async close(): Promise<void> {
    this.#counters.clear()
  }

  // Looked through only when it has doubled, so that each call costs the same on average.
  #sweep(now: number): void {
    for (const [key, counter] of this.#counters) if (counter.endsAt <= now) this.#counters.delete(key)
    for (const key of this.#counters.keys()) {
      if (this.#counters.size <= MOST) break
      this.#counters.delete(key)
    }
    this.#sweepAt = Math.max(SWEEP_AFTER, this.#counters.size * 2)
  }
}
