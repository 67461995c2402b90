import { AppError } from '../values/errors.js'
import { isDatabaseAway } from '../values/unavailable.js'
import { type Failure, failureOf } from './failure.js'

/**
 * What does not work at the moment, as the log tells of it: one line when that begins, for each reason, and one when it is
 * over. How often it was met in between is a number in the last line.
 */
export interface Outages {
  /**
   * A try has failed; over once `works` is called and nothing fails for a while. What fails because the database or the log
   * is away is left out: that is told where it is met.
   */
  failed(what: string, error: unknown): void
  /** The same, of what has a name of its own for what is wrong. */
  failedBy(what: string, failure: Failure): void
  /** The same, of what nobody can say of when it is over: it is when it has not been met for a minute. */
  met(what: string, error: unknown): void
  metBy(what: string, failure: Failure): void
  /** A try has succeeded. */
  works(what: string): void
  isAway(what: string): boolean
  /** How many milliseconds ago a try failed last; infinitely many if none has. */
  sinceFailed(what: string): number
  /** Tells of what is over and was not told yet. */
  close(): void
}

export interface OutagesOptions {
  readonly logger: { warn(fields: object, text: string): void }
  /** A clock that only goes forward, in milliseconds. */
  readonly clock?: () => number
  /** Calls something again and again until the answer is called. */
  readonly repeat?: (look: () => void) => () => void
}

interface Outage {
  readonly what: string
  readonly beganAt: number
  readonly endsQuietly: boolean
  /** How often it was met, by reason. */
  readonly reasons: Map<string, number>
  failures: number
  failedAt: number
  /** Since when it works; null while it does not. */
  worksSince: number | null
}

// Connections that end one after the other, and a server that starts, fail and work by turns; and who is turned away asks
// again after five seconds at most.
const SETTLED_MS = 6_000
const QUIET_MS = 60_000
const LOOK_MS = 1_000
const MOST_REASONS = 20

export function openOutages({ logger, clock = () => performance.now(), repeat = eachSecond }: OutagesOptions): Outages {
  const open = new Map<string, Outage>()
  const failedAt = new Map<string, number>()
  let stopLooking: (() => void) | undefined

  const begin = (what: string, endsQuietly: boolean): Outage => {
    const now = clock()
    const begun = { what, beganAt: now, endsQuietly, reasons: new Map(), failures: 0, failedAt: now, worksSince: null }
    open.set(what, begun)
    stopLooking ??= repeat(look)
    return begun
  }
  const note = (what: string, { reason, detail, error }: Failure, endsQuietly: boolean): void => {
    const outage = open.get(what) ?? begin(what, endsQuietly)
    const known = outage.reasons.get(reason)
    outage.failures += 1
    outage.failedAt = clock()
    failedAt.set(what, outage.failedAt)
    outage.worksSince = null
    if (known === undefined && outage.reasons.size >= MOST_REASONS) return
    outage.reasons.set(reason, (known ?? 0) + 1)
    if (known !== undefined) return
    logger.warn(
      { event: 'outage.began', what, reason, ...(error === undefined ? {} : { err: error }) },
      `trouble with ${what} (${reason}): ${detail}`,
    )
  }
  const end = (outage: Outage): void => {
    open.delete(outage.what)
    logger.warn(...lineOfEnd(outage))
  }
  const look = (): void => {
    for (const outage of open.values()) if (isOver(outage, clock())) end(outage)
    if (open.size > 0) return
    stopLooking?.()
    stopLooking = undefined
  }

  return {
    failed: (what, error) => {
      if (!isKnownOtherwise(what, error)) note(what, failureOf(error), false)
    },
    failedBy: (what, failure) => note(what, failure, false),
    met: (what, error) => {
      if (!isKnownOtherwise(what, error)) note(what, failureOf(error), true)
    },
    metBy: (what, failure) => note(what, failure, true),
    works: (what) => {
      const outage = open.get(what)
      if (outage !== undefined) outage.worksSince ??= clock()
    },
    isAway: (what) => open.get(what)?.worksSince === null,
    sinceFailed: (what) => clock() - (failedAt.get(what) ?? Number.NEGATIVE_INFINITY),
    close: () => {
      for (const outage of open.values()) if (outage.worksSince !== null || outage.endsQuietly) end(outage)
      stopLooking?.()
      stopLooking = undefined
    },
  }
}

const isKnownOtherwise = (what: string, error: unknown): boolean =>
  isDatabaseAway(error) || (what !== 'log' && error instanceof AppError && error.code === 'log_unavailable')

function lineOfEnd(outage: Outage): [object, string] {
  const { what, beganAt, failures, failedAt, reasons, worksSince } = outage
  const seconds = Math.round(((worksSince ?? failedAt) - beganAt) / 100) / 10
  return [
    { event: 'outage.ended', what, seconds, failures, reasons: Object.fromEntries(reasons) },
    `trouble with ${what} is over after ${seconds} s; it was met ${failures} times`,
  ]
}

const isOver = ({ endsQuietly, failedAt, worksSince }: Outage, now: number): boolean =>
  endsQuietly ? now - failedAt >= QUIET_MS : worksSince !== null && now - failedAt >= SETTLED_MS

function eachSecond(look: () => void): () => void {
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
