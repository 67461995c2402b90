import type { Worker } from '../telemetry/health.js'
import { startTimers, type Timers, type TimersOptions } from './runner.js'

/** Everything that falls due in a service. */
export interface AllTimers extends Pick<Timers, 'runDue' | 'stop'> {
  /** What health watches. */
  readonly workers: readonly Worker[]
  /** Called after a commit that set a timer of a kind for this moment. */
  wake(dueAt: Date, kind: string): void
  /** Called when a clock was moved: of what has a time of its own, anything may be due. */
  wakeNow(): void
}

/**
 * Runs timers, and apart from them those of workspaces with a time of their own, and those that are much work, one at a time: so
 * that no other waits for them.
 */
export function startAllTimers(options: Omit<TimersOptions, 'name' | 'most' | 'isOfMoved'>): AllTimers {
  const long = options.kinds.filter(({ isLong }) => isLong === true)
  const kinds = options.kinds.filter((kind) => !long.includes(kind))
  const timers = startTimers({ ...options, kinds })
  const moved = startTimers({ ...options, kinds, name: 'moved timers', isOfMoved: true })
  const jobs = startTimers({ ...options, kinds: long, name: 'jobs', most: 1 })
  const longKinds = new Set(long.map(({ kind }) => kind))
  return {
    workers: long.length === 0 ? [timers, moved] : [timers, moved, jobs],
    wake: (dueAt, kind) => {
      if (longKinds.has(kind)) return jobs.wake(dueAt)
      timers.wake(dueAt)
      if (options.db.clocks.moved().length > 0) moved.wake(dueAt)
    },
    wakeNow: () => moved.wake(new Date(0)),
    runDue: async () => (await timers.runDue()) + (await moved.runDue()) + (await jobs.runDue()),
    stop: async () => {
      await Promise.all([timers.stop(), moved.stop(), jobs.stop()])
    },
  }
}
