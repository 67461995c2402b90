import pg from 'pg'
import { connectionTo, type DatabaseAddress } from '../db/address.js'
import type { EventLog } from '../log/log.js'
import { isServerFailure } from '../telemetry/failure.js'
import type { Worker } from '../telemetry/health.js'
import type { Outages } from '../telemetry/outages.js'
import type { Tracing } from '../telemetry/tracing.js'
import { READ_TIMEOUT_MS } from '../values/unavailable.js'
import { asError } from '../waiting/as-error.js'
import { backoffMs } from '../waiting/back-off.js'
import { endsWithin } from '../waiting/ends-within.js'
import { createSignal } from '../waiting/signal.js'
import { LANES } from './outbox.js'
import { lanesWithRows, measureOutbox, NotSent, type OutboxSize, pausedLanes, relayLanes } from './outbox-lanes.js'

/** The address is that of the service's own database, as its ordinary role. */
export interface RelayOptions extends DatabaseAddress {
  readonly log: EventLog
  /** Called with how many events have just reached the log. */
  readonly onRelayed?: (count: number) => void
  /** Is told of a database that is away, and of lanes that cannot be sent; the log tells of itself. */
  readonly outages?: Pick<Outages, 'failed' | 'failedBy' | 'works'>
  readonly tracing?: Tracing
  /** How often to look for what nobody was woken for: the rest of a process that died. */
  readonly lookMs?: number
}

export interface Relay extends Worker {
  /** Sends these lanes without waiting for the next look; called after each commit that appended something. */
  wake(lanes: readonly number[]): void
  /** The lanes that cannot be sent: those that failed alone, and those that are paused and hold something. */
  failing(): Promise<readonly FailingLane[]>
  /** What waits in the outbox, for metrics and for refusing new work. */
  measure(): Promise<OutboxSize>
  /** Finishes the round under way. */
  stop(): Promise<void>
}

interface LaneFailure {
  readonly failures: number
  readonly until: number
  readonly since: number
  readonly error: Error
}

/** A lane whose events cannot be sent, while those of others can. */
export interface FailingLane {
  readonly lane: number
  readonly seconds: number
  /** The kind of reason, for metrics: `paused`, or what the log calls its error. */
  readonly code: string
  readonly reason: string
}

interface Work {
  readonly pool: pg.Pool
  readonly options: RelayOptions
  readonly woken: Set<number>
  /** Lanes that failed alone: each is tried alone again after its pause, so that it holds up no other. */
  readonly failing: Map<number, LaneFailure>
  /** How many lanes go into one batch: all, until a batch fails. */
  width: number
  failures: number
  /** Lanes were left to another relay: they are to be looked at again soon. */
  hasSkipped: boolean
}

const STUCK_MS = 60_000
const LOOK_MS = 1_000
const SOON_MS = 30
// Rounds that follow each other at once would carry an event each; a round costs the same for one as for fifty.
const PACE_MS = 8

/** Publishes what this service has appended to its outbox, together with the relays of its other replicas. */
export function startRelay(options: RelayOptions): Relay {
  const pool = openPool(options)
  const signal = createSignal()
  const work: Work = {
    pool,
    options,
    woken: new Set(),
    failing: new Map(),
    width: LANES,
    failures: 0,
    hasSkipped: false,
  }
  const { lookMs = LOOK_MS } = options
  let stopping = false
  let lastTurn = performance.now()

  const run = async (): Promise<void> => {
    let lookedAt = Number.NEGATIVE_INFINITY
    while (!stopping) {
      lastTurn = performance.now()
      const looks = work.hasSkipped || lastTurn - lookedAt >= lookMs
      if (looks) lookedAt = lastTurn
      work.hasSkipped = false
      const moved = await round(work, looks)
      if (moved > 0) await rest(PACE_MS - (performance.now() - lastTurn))
      const pauseMs = work.failures > 0 ? backoffMs(work.failures, 100, 5_000) : undefined
      if (pauseMs !== undefined) await rest(pauseMs)
      else if (work.woken.size === 0) await signal.wait(work.hasSkipped ? SOON_MS : lookMs)
    }
  }
  // Nudges do not shorten a pause that an error has made.
  const rest = async (ms: number): Promise<void> => {
    const until = performance.now() + ms
    while (!stopping && performance.now() < until) await signal.wait(Math.max(1, until - performance.now()))
  }

  const running = run()
  return {
    name: 'relay',
    stuck: () => (performance.now() - lastTurn > STUCK_MS ? 'the outbox relay has made no turn for a minute' : null),
    wake: (lanes) => {
      for (const lane of lanes) work.woken.add(lane)
      signal.wake()
    },
    failing: async () => [...failingOf(work), ...(await pausedLanes(pool))],
    measure: () => measureOutbox(pool),
    stop: async () => {
      stopping = true
      signal.wake()
      await endsWithin(running, 12_000)
      await pool.end()
    },
  }
}

// Two connections: one sends, one answers how much is waiting.
function openPool(address: DatabaseAddress): pg.Pool {
  const pool = new pg.Pool({
    max: 2,
    connectionTimeoutMillis: 2_000,
    query_timeout: READ_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // A relay whose machine is gone must let go of its lanes: the server finds out within about half a minute. And its
    // plans are kept, also those made while the outbox was empty.
    options:
      '-c idle_in_transaction_session_timeout=30000 -c statement_timeout=15000 -c tcp_keepalives_idle=10 -c tcp_user_timeout=15000 -c enable_seqscan=off',
    // What need not wait for an answer is sent together.
    pipeline: true,
    ...connectionTo(address),
  })
  // What ends a connection fails the statement on it, or the next one; without listeners it would end the process.
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

const ignore = (): void => undefined

/** Sends what can be sent now; answers how many events it moved. */
async function round(work: Work, looks: boolean): Promise<number> {
  let lanes: readonly number[]
  try {
    lanes = await lanesToTry(work, looks)
  } catch (error) {
    return failed(work, [], error)
  }
  let moved = 0
  for (let from = 0; from < lanes.length; ) {
    const alone = work.failing.has(lanes[from] ?? -1)
    const batch = lanes.slice(from, from + (alone ? 1 : work.width)).filter((lane) => alone || !work.failing.has(lane))
    from += Math.max(batch.length, 1)
    try {
      const sent = await relayLanes(work.pool, work.options, batch)
      moved += sent.count
      if (sent.hasSkipped) work.hasSkipped = true
      succeeded(work, batch)
      // Rows that did not fit into this batch are taken up in the next round.
      for (const lane of sent.unfinished) work.woken.add(lane)
      if (sent.count > 0) work.options.onRelayed?.(sent.count)
    } catch (error) {
      return failed(work, batch, error)
    }
  }
  return moved
}

async function lanesToTry(work: Work, looks: boolean): Promise<readonly number[]> {
  const now = performance.now()
  const lanes = new Set(work.woken)
  work.woken.clear()
  if (looks || work.failures > 0) for (const lane of await lanesWithRows(work.pool)) lanes.add(lane)
  const ready = [...lanes].filter((lane) => (work.failing.get(lane)?.until ?? 0) <= now)
  // The healthy ones first, each time in another order, so that several relays seldom want the same lane.
  const shuffled = ready.map((lane) => ({ lane, rank: Math.random() + (work.failing.has(lane) ? 1 : 0) }))
  return shuffled.toSorted((a, b) => a.rank - b.rank).map(({ lane }) => lane)
}

function succeeded(work: Work, batch: readonly number[]): void {
  work.failures = 0
  work.width = Math.min(LANES, work.width * 2)
  for (const lane of batch) work.failing.delete(lane)
  if (work.failing.size === 0) work.options.outages?.works('outbox')
}

function failingOf({ failing }: Work): readonly FailingLane[] {
  const now = performance.now()
  return [...failing].map(([lane, { since, error }]) => ({
    lane,
    seconds: (now - since) / 1000,
    code: codeOf(error),
    reason: error.message,
  }))
}

const codeOf = (error: Error): string => ('type' in error && typeof error.type === 'string' ? error.type : error.name)

function noteFailure(
  { options: { outages } }: Work,
  batch: readonly number[],
  { error, isOfLog }: { readonly error: Error; readonly isOfLog: boolean },
): void {
  if (!isOfLog) outages?.failed('database', error)
  // A log that is away says so itself; and until a lane stands alone nobody knows which of them it is.
  else if (batch.length === 1 && !isServerFailure(error))
    outages?.failedBy('outbox', {
      reason: codeOf(error),
      detail: `lane ${batch[0]} cannot be sent: ${error.message}`,
    })
}

// A batch that fails is tried again in smaller ones, until the lane that cannot be sent stands alone.
function failed(work: Work, batch: readonly number[], thrown: unknown): number {
  const error = asError(thrown instanceof NotSent ? thrown.cause : thrown)
  noteFailure(work, batch, { error, isOfLog: thrown instanceof NotSent })
  work.failures += 1
  work.width = Math.max(1, Math.floor(work.width / 4))
  const [lane] = batch
  if (batch.length === 1 && lane !== undefined) {
    const before = work.failing.get(lane)
    const failures = (before?.failures ?? 0) + 1
    const now = performance.now()
    // A log that is back is to have everything soon; a record that it does not take is no hurry.
    const until = now + backoffMs(failures, 200, isServerFailure(error) ? 5_000 : 30_000)
    work.failing.set(lane, { failures, until, since: before?.since ?? now, error })
  }
  return 0
}
