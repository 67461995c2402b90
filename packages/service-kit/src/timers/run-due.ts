import type { Logger } from 'pino'
import type { Database } from '../db/database.js'
import type { Origin, Tx } from '../db/tx.js'
import { classifyError } from '../events/classify-error.js'
import { failureOf } from '../telemetry/failure.js'
import type { Outages } from '../telemetry/outages.js'
import { type Span, type Tracing, traceInLog } from '../telemetry/tracing.js'
import { isPassing } from '../values/unavailable.js'
import { backoffMs } from '../waiting/back-off.js'
import { restTimers } from './rest.js'
import type { TimerKind } from './timer.js'

interface TimerRow {
  readonly workspace_id: string
  readonly kind: string
  readonly key: string
  readonly due_at: Date
  readonly token: string
  readonly data: unknown
  readonly attempts: number
  readonly traceparent: string | null
  readonly is_suspended: boolean
}

export interface RunDue {
  readonly db: Database
  readonly kinds: ReadonlyMap<string, TimerKind>
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

/** What one batch came to. */
export interface DueBatch {
  readonly count: number
  /** There may be more that is due. */
  readonly isFull: boolean
  /** Whose timers they were, each once. */
  readonly workspaces: readonly string[]
}

/** When the next timer wants to run that this process has room for. */
export async function nearestTimer(db: Database, kinds: ReadonlyMap<string, TimerKind>): Promise<Date | undefined> {
  return db.transact(null, async (tx) => {
    const { rows } = await tx.query<{ run_at: Date }>(
      `select run_at from timer where kind = any ($1) and run_at < 'infinity' order by run_at limit 1`,
      [kindsWithRoom(kinds)],
    )
    return rows[0]?.run_at
  })
}

/**
 * Runs due timers in one transaction. Their rows stay locked until it ends, so no other process runs them;
 * if it dies, the timers are simply due again.
 */
export async function runDueTimers(options: RunDue): Promise<DueBatch> {
  const now = options.now()
  return options.db.transact(null, async (tx) => {
    const { rows } = await tx.query<TimerRow>(
      `select workspace_id, kind, key, due_at, token, data, attempts, traceparent,
              exists (select from workspace w where w.workspace_id = timer.workspace_id
                                                and w.suspended_at is not null) as is_suspended
         from timer
        where run_at <= $1 and kind = any ($2) and workspace_id <> all ($4::uuid[])
        order by run_at limit $3 for update skip locked`,
      [now, kindsWithRoom(options.kinds), options.most, options.except],
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

const kindsWithRoom = (kinds: ReadonlyMap<string, TimerKind>): readonly string[] =>
  [...kinds.values()].filter((kind) => kind.hasRoom?.() ?? true).map(({ kind }) => kind)

/** Lays to rest what is due in workspaces that are suspended, instead of looking at it again each second. */
async function restSuspended(tx: Tx, rows: readonly TimerRow[]): Promise<ReadonlySet<string>> {
  const due = rows.filter((row) => row.is_suspended)
  if (due.length === 0) return new Set()
  return restTimers(tx, due)
}

async function runTimer(tx: Tx, options: RunDue, row: TimerRow): Promise<boolean> {
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
      const inside = await tx.enter(row.workspace_id, origin)
      const { key, due_at: dueAt, attempts } = row
      await kind.handle(inside, { key, dueAt, attempts, data: kind.data.parse(row.data) })
      return true
    })
    span?.end()
    return isDone
  } catch (error) {
    span?.end(failureOf(error).reason)
    // Whatever it is, the others must not wait for it. Where the connection is gone, this fails as well, and nothing is run.
    await postpone(tx, options, { row, error })
    return false
  }
}

/**
 * What falls due hours later has a trace of its own with a link to what set it; what only goes on, step by step, is a part of
 * what began it.
 */
function traceTimer(
  { tracing }: RunDue,
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
  options: RunDue,
  failed: { readonly row: TimerRow; readonly error: unknown },
): Promise<void> {
  const { row, error } = failed
  const attempts = row.attempts + 1
  const mayPass = isPassing(error) || classifyError(error, undefined).kind === 'unavailable'
  const runAt = new Date(options.now().getTime() + backoffMs(attempts, 1_000, mayPass ? 30_000 : 3_600_000))
  const text = (error instanceof Error ? error.message : String(error)).replaceAll('\0', '').slice(0, 500)
  await tx.query(
    `update timer set attempts = $4, last_error = $5, run_at = $6
      where workspace_id = $1 and kind = $2 and key = $3`,
    [row.workspace_id, row.kind, row.key, attempts, text, runAt],
  )
  tx.timersChanged(runAt, row.kind)
  // A moment that is not right says nothing of this timer: others of its kind meet the same.
  if (mayPass) options.outages.met(`timers of ${row.kind}`, error)
  else
    options.logger.error(
      { event: 'timer.failed', kind: row.kind, key: row.key, attempts, ...traceOf(row), err: error },
      'a timer failed; it is tried again later',
    )
}
