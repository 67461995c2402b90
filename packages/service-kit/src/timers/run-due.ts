import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Origin, Tx, TxMoment } from '../db/tx.js'
import { classifyError } from '../events/classify-error.js'
import { failureOf } from '../telemetry/failure.js'
import type { Outages } from '../telemetry/outages.js'
import { type Span, type Tracing, traceInLog } from '../telemetry/tracing.js'
import { isPassing } from '../values/unavailable.js'
import { backoffMs } from '../waiting/back-off.js'
import { type Kinds, movedOf, ofServerTime } from './kinds.js'
import { restTimers } from './rest.js'
import type { TimerKind } from './timer.js'

export interface TimerRow {
  readonly workspace_id: string
  readonly kind: string
  readonly key: string
  readonly due_at: Date
  readonly run_at: Date
  readonly token: string
  readonly data: unknown
  readonly attempts: number
  readonly traceparent: string | null
  readonly is_suspended: boolean
}

export interface RunDue {
  readonly db: Database
  readonly kinds: Kinds
  readonly now: () => Date
  readonly logger: Logger
  readonly tracing?: Tracing
  readonly outages: Pick<Outages, 'met'>
  readonly onLate?: (kind: string, lateMs: number) => void
  /** Workspaces that have to wait, as it is the turn of the others. */
  readonly except: readonly string[]
  /** How many are run in one transaction at most. */
  readonly most: number
}

export const TIMER_COLUMNS = `workspace_id, kind, key, due_at, run_at, token, data, attempts, traceparent,
              exists (select from workspace w where w.workspace_id = timer.workspace_id
                                                and w.suspended_at is not null) as is_suspended`

/** What one batch came to. */
export interface DueBatch {
  readonly count: number
  /** There may be more that is due. */
  readonly isFull: boolean
  /** Whose timers they were, each once. */
  readonly workspaces: readonly string[]
}

/**
 * Runs due timers in one transaction. Their rows stay locked until it ends, so no other process runs them;
 * if it dies, the timers are simply due again.
 */
export async function runDueTimers(options: RunDue): Promise<DueBatch> {
  const now = options.now()
  const { where, values } = ofServerTime(options.kinds, movedOf(options.db, options.kinds), 4)
  return options.db.transact(null, async (tx) => {
    const { rows } = await tx.query<TimerRow>(
      `select ${TIMER_COLUMNS}
         from timer
        where run_at <= $1 and workspace_id <> all ($3::uuid[]) and ${where}
        order by run_at limit $2 for update skip locked`,
      [now, options.most, options.except, ...values],
    )
    const resting = await restSuspended(tx, rows)
    for (const row of rows) {
      if (resting.has(row.workspace_id)) continue
      const late = now.getTime() - row.due_at.getTime()
      if (await runTimer(tx, options, row)) tx.afterCommit(() => options.onLate?.(row.kind, late))
    }
    const workspaces = [...new Set(rows.map((row) => row.workspace_id))]
    return { count: rows.length, isFull: rows.length === options.most, workspaces }
  })
}

const traceOf = ({ traceparent }: TimerRow): object => (traceparent === null ? {} : traceInLog({ traceparent }))

/** Lays to rest what is due in workspaces that are suspended, instead of looking at it again each second. */
export async function restSuspended(tx: Tx, rows: readonly TimerRow[]): Promise<ReadonlySet<string>> {
  const due = rows.filter((row) => row.is_suspended)
  if (due.length === 0) return new Set()
  return restTimers(tx, due)
}

/** At which moment a timer runs that is made up for, and who is told of what its handler sets. */
export interface Running extends TxMoment {
  onSet(dueAt: Date, kind: string): void
}

/** Runs one timer; `running` where it is of a workspace that has a time of its own. Answers whether it was there and did its work. */
export async function runTimer(
  tx: Tx,
  options: Omit<RunDue, 'except' | 'most'>,
  row: TimerRow,
  running?: Running,
): Promise<boolean> {
  const kind = options.kinds.get(row.kind)
  if (kind === undefined) return false
  const { span, origin } = traceTimer(options, row, kind)
  try {
    const isDone = await tx.savepoint(async () => {
      // Taken away first: a timer before it in this batch may have moved or cancelled it, and its handler may set it again.
      const taken = await tx.query(
        'delete from timer where workspace_id = $1 and kind = $2 and key = $3 and token = $4',
        [row.workspace_id, row.kind, row.key, row.token],
      )
      if (taken.rowCount === 0) return false
      const inside = watched(await tx.enter(row.workspace_id, origin, running), running)
      const { key, due_at: dueAt, attempts } = row
      await kind.handle(inside, { key, dueAt, attempts, data: kind.data.parse(row.data) })
      return true
    })
    span?.end()
    return isDone
  } catch (error) {
    span?.end(failureOf(error).reason)
    // Whatever it is, the others must not wait for it. Where the connection is gone, this fails as well, and nothing is run.
    await postpone(tx, options, { row, error, offsetMs: running?.offsetMs ?? 0 })
    return false
  }
}

function watched(tx: Tx, running: Running | undefined): Tx {
  if (running === undefined) return tx
  return {
    ...tx,
    timersChanged: (dueAt, kind) => {
      running.onSet(dueAt, kind)
      tx.timersChanged(dueAt, kind)
    },
  }
}

/**
 * What falls due hours later has a trace of its own with a link to what set it; what only goes on, step by step, is a part of
 * what began it.
 */
function traceTimer(
  { tracing }: Pick<RunDue, 'tracing'>,
  { kind: name, attempts, traceparent }: TimerRow,
  { isLong }: TimerKind,
): { readonly span: Span | null; readonly origin: Origin } {
  if (traceparent === null) return { span: null, origin: {} }
  const cause = { traceparent }
  const attributes = { 'polyphon.timer.kind': name, 'polyphon.timer.attempts': attempts }
  const start = isLong === true ? { parent: cause } : { links: [cause] }
  const span = tracing?.start(`timer ${name}`, { kind: 'internal', attributes, ...start }) ?? null
  // Each step of a job is a part of what began it, not of the step before.
  return { span, origin: isLong === true ? cause : (span?.context ?? {}) }
}

async function postpone(
  tx: Tx,
  options: Pick<RunDue, 'now' | 'outages' | 'logger'>,
  failed: { readonly row: TimerRow; readonly error: unknown; readonly offsetMs: number },
): Promise<void> {
  const { row, error, offsetMs } = failed
  const attempts = row.attempts + 1
  const mayPass = isPassing(error) || classifyError(error, undefined).kind === 'unavailable'
  const pauseMs = backoffMs(attempts, 1_000, mayPass ? 30_000 : 3_600_000)
  const wakeAt = new Date(options.now().getTime() + pauseMs)
  const runAt = new Date(wakeAt.getTime() + offsetMs)
  const text = (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, 500)
  await tx.query(
    `update timer set attempts = $4, last_error = $5, run_at = $6
      where workspace_id = $1 and kind = $2 and key = $3`,
    [row.workspace_id, row.kind, row.key, attempts, text, runAt],
  )
  // This transaction is in no workspace, and so in the server's time.
  tx.timersChanged(wakeAt, row.kind)
  // A moment that is not right says nothing of this timer: others of its kind meet the same.
  if (mayPass) options.outages.met(`timers of ${row.kind}`, error)
  else
    options.logger.error(
      { event: 'timer.failed', kind: row.kind, key: row.key, attempts, ...traceOf(row), err: error },
      'a timer failed; it is tried again later',
    )
}
