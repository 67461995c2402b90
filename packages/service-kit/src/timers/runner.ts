import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Worker } from '../telemetry/health.js'
import type { Outages } from '../telemetry/outages.js'
import type { Tracing } from '../telemetry/tracing.js'
import { backoffMs } from '../waiting/back-off.js'
import { endsWithin } from '../waiting/ends-within.js'
import { createLimit } from '../waiting/limit.js'
import { createSignal } from '../waiting/signal.js'
import { nearestMoved, nearestTimer } from './nearest.js'
import { openRounds } from './rounds.js'
import { type RunDue, runDueTimers } from './run-due.js'
import { runMovedOnce } from './run-moved.js'
import type { TimerKind } from './timer.js'

export interface TimersOptions {
  readonly db: Database
  readonly kinds: readonly TimerKind[]
  /** Decides what is due; the database's own clock plays no part. */
  readonly now: () => Date
  readonly logger: Logger
  readonly tracing?: Tracing
  /** Told of timers that cannot be read, and of those that have to be tried again. */
  readonly outages: Outages
  /** Called with how long after it fell due a timer runs. */
  readonly onLate?: (kind: string, lateMs: number) => void
  /** How often to look for timers that other processes have set. */
  readonly pollMs?: number
  /** How health names this runner. */
  readonly name?: string
  /** How many timers are run in one transaction at most. */
  readonly most?: number
  /** Runs timers of workspaces with a time of their own instead of all others. */
  readonly isOfMoved?: boolean
}

export interface Timers extends Worker {
  /** Called after a commit that set a timer for this moment. */
  wake(dueAt: Date): void
  /** Runs everything that is due now and answers how many timers that were. */
  runDue(): Promise<number>
  stop(): Promise<void>
}

const MOST = 50
const STUCK_MS = 120_000
// Set in the past by its own handler again and again: the rest waits for the next round.
const MOST_BATCHES = 1_000

/** Asks before each batch whether it may go on; answers how many timers it has run. */
async function runAllDue(options: Omit<RunDue, 'except'>, mayGoOn: () => boolean): Promise<number> {
  let total = 0
  const rounds = openRounds()
  for (let batch = 0; batch < MOST_BATCHES && mayGoOn(); batch += 1) {
    const except = rounds.except()
    const done = await runDueTimers({ ...options, except })
    total += done.count
    if (done.count === 0 && except.length === 0) break
    rounds.ran(done)
  }
  return total
}

/** The same of workspaces with a time of their own. */
async function runAllMoved(options: Omit<RunDue, 'except'>, mayGoOn: () => boolean): Promise<number> {
  let total = 0
  for (let batch = 0; batch < MOST_BATCHES && mayGoOn(); batch += 1) {
    const count = await runMovedOnce(options)
    total += count
    if (count === 0) break
  }
  return total
}

/** Runs what falls due, each timer once, however many processes do the same. */
export function startTimers(options: TimersOptions): Timers {
  const { pollMs = 1_000, name = 'timers', isOfMoved = false } = options
  const [runAll, nearestOf] = isOfMoved ? [runAllMoved, nearestMoved] : [runAllDue, nearestTimer]
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
  const signal = createSignal()
  let stopping = false
  let lastTurn = performance.now()
  let nextAt = Number.POSITIVE_INFINITY

  // One at a time, so that whoever asks for it finds everything done afterwards, also what the loop has begun.
  const inTurn = createLimit(1)
  const mayGoOn = (): boolean => {
    lastTurn = performance.now()
    return !stopping
  }
  const runDue = (): Promise<number> => inTurn(() => runAll({ ...options, kinds, most: options.most ?? MOST }, mayGoOn))

  const turn = async (): Promise<number> => {
    nextAt = Number.POSITIVE_INFINITY
    const nearest = await nearestOf(options.db, kinds)
    if (nearest === undefined) return pollMs
    if (nearest.getTime() <= options.now().getTime()) {
      // What another runner is busy with still counts as due: no hurry to look again.
      return (await runDue()) > 0 ? 0 : pollMs / 4
    }
    nextAt = Math.min(nextAt, nearest.getTime())
    return Math.min(pollMs, nearest.getTime() - options.now().getTime())
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping; ) {
      lastTurn = performance.now()
      let pause: number
      try {
        pause = await turn()
        failures = 0
        options.outages.works(name)
      } catch (error) {
        failures += 1
        pause = backoffMs(failures, 100, 5_000)
        options.outages.failed(name, error)
      }
      if (pause > 0 && !stopping) await signal.wait(pause)
    }
  }

  const running = kinds.size === 0 ? Promise.resolve() : run()
  return {
    name,
    stuck: () =>
      kinds.size > 0 && performance.now() - lastTurn > STUCK_MS
        ? `the ${name} have made no turn for two minutes`
        : null,
    wake: (dueAt) => {
      if (dueAt.getTime() < nextAt) signal.wake()
    },
    runDue,
    stop: async () => {
      stopping = true
      signal.wake()
      await endsWithin(running, 10_000)
    },
  }
}
