import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Pressed } from './shares.js'

/** How far this process is behind with its work. */
export interface Pressure {
  level(): Pressed
  stop(): void
}

// What @fastify/under-pressure does, whose look every 10 ms costs an idle process as much as all else together.
const LOOK_MS = 100
const SAMPLE_MS = 1_000
// A tenth of what is too late is felt by whoever waits for an answer.
const FELT = 0.1

/** Watches how late the event loop comes round; too late is more than `mostMs` on average over the last second. */
export function watchPressure(mostMs: number): Pressure {
  const delays = monitorEventLoopDelay({ resolution: LOOK_MS })
  delays.enable()
  let lateMs = 0
  const timer = setInterval(() => {
    lateMs = delays.mean / 1e6 - LOOK_MS
    delays.reset()
  }, SAMPLE_MS)
  timer.unref()
  return {
    level: () => (lateMs > mostMs ? 'too_late' : lateMs > mostMs * FELT ? 'late' : 'no'),
    stop: () => {
      clearInterval(timer)
      delays.disable()
    },
  }
}
