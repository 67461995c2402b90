export interface ServerClockOptions {
  /** Asks the server what time it is. */
  readonly ask: () => Promise<Date>
  /** This machine's clock, which may jump, and the one that only ever goes forward; both in milliseconds. */
  readonly system?: () => number
  readonly monotonic?: () => number
  readonly onError?: (error: unknown) => void
}

/** The time of the database's server, carried on between two looks by this machine's monotonic clock. */
export interface ServerClock {
  now(): Date
  /** Looks at the server's clock once. */
  sync(): Promise<void>
  /** Looks now and then from here on; the answer ends that. */
  keep(): () => void
}

const EVERY_MS = 10_000

/**
 * All processes of a service decide about leases, timers and expiry by one clock, that of their database: a machine whose
 * clock is hours off neither takes over what others are sending nor lets anybody wait. Until the server was asked for the
 * first time it is the machine's own clock.
 */
export function openServerClock(options: ServerClockOptions): ServerClock {
  const { ask, system = Date.now, monotonic = () => performance.now(), onError = () => undefined } = options
  let base = system() - monotonic()
  const sync = async (): Promise<void> => {
    const askedAt = monotonic()
    const server = (await ask()).getTime()
    const answeredAt = monotonic()
    const uncertain = (answeredAt - askedAt) / 2
    const measured = server - askedAt - uncertain
    // A slow answer says less than what is known already.
    if (Math.abs(measured - base) > uncertain) base = measured
  }
  return {
    now: () => new Date(base + monotonic()),
    sync,
    keep: () => {
      const timer = setInterval(() => void sync().catch(onError), EVERY_MS)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}
