/** Short-lived shared state that may be lost at any time: limits and hints. Redis in composed mode, memory in embedded mode. */
export interface Counters {
  /** Adds one to a counter that ends `windowMs` after its first use; answers the count and the milliseconds left. */
  increment(key: string, windowMs: number): Promise<{ readonly count: number; readonly leftMs: number }>
  /** Resolves when the store answers; for readiness. */
  check(): Promise<void>
  close(): Promise<void>
}
