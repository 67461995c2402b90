import type { z } from 'zod'
import type { Origin, Tx } from '../db/tx.js'
import { recordedTrace } from '../telemetry/tracing.js'

/** What is handed to a timer's handler when it falls due. */
export interface Due<Data> {
  readonly key: string
  readonly dueAt: Date
  readonly data: Data
  /** How often it was tried before, in vain. */
  readonly attempts: number
}

/** One kind of thing that falls due. There is at most one timer of a kind and key in a workspace. */
export interface TimerKind<Data = unknown> {
  readonly kind: string
  readonly data: z.ZodType<Data>
  /** Each is much work: they have a runner of their own, which runs each in a transaction of its own. */
  readonly isLong?: true
  /**
   * Whose time its moments are of: the workspace's where nothing is said, which a test workspace may move. Work of the
   * service's own has the server's (`tx.serverNow`), and so has whatever is long.
   */
  readonly time?: 'server'
  /** Whether this process has room for it now; another one may. It has where nothing is said. */
  hasRoom?(): boolean
  handle(tx: Tx, due: Due<Data>): Promise<void>
}

/** Sets or moves a timer in the transaction that makes it necessary. */
export async function setTimer(
  tx: Tx,
  timer: { readonly kind: string; readonly key: string; readonly dueAt: Date; readonly data: unknown },
): Promise<void> {
  await tx.query(
    `insert into timer (workspace_id, kind, key, due_at, run_at, token, data, traceparent)
     values ($1, $2, $3, $4, $4, $5, $6, $7)
     on conflict (workspace_id, kind, key)
     do update set due_at = excluded.due_at, run_at = excluded.run_at, token = excluded.token, data = excluded.data,
                   traceparent = excluded.traceparent, attempts = 0, last_error = null`,
    [
      tx.workspaceId,
      timer.kind,
      timer.key,
      timer.dueAt,
      tx.newId(),
      JSON.stringify(timer.data),
      recordedTrace(tx.origin)?.traceparent ?? null,
    ],
  )
  tx.timersChanged(timer.dueAt, timer.kind)
}

export async function cancelTimer(tx: Tx, kind: string, key: string): Promise<void> {
  await tx.query('delete from timer where workspace_id = $1 and kind = $2 and key = $3', [tx.workspaceId, kind, key])
}

type NewTimer = {
  readonly key: string
  readonly dueAt: Date
  readonly data: unknown
  /** What set it, where many that have no cause in common are set together. */
  readonly origin?: Origin | undefined
}

/** Sets or moves many timers of one kind in one statement. */
export const setTimers = (tx: Tx, kind: string, timers: readonly NewTimer[]): Promise<void> =>
  insertTimers(tx, { kind, timers, where: 'true' })

/**
 * Sees to it that each runs at its moment at the latest. One that runs earlier is left as it is, which saves a write
 * whenever the moment only moves on: for handlers that look for themselves, under the same lock, what there is to do.
 */
export const setTimersAtLatest = (tx: Tx, kind: string, timers: readonly NewTimer[]): Promise<void> =>
  insertTimers(tx, {
    kind,
    timers,
    where: `not exists (select from timer t where t.workspace_id = $1 and t.kind = $2 and t.key = given.key
                                             and t.run_at <= given."dueAt")`,
  })

async function insertTimers(
  tx: Tx,
  { kind, timers, where }: { readonly kind: string; readonly timers: readonly NewTimer[]; readonly where: string },
): Promise<void> {
  const [first] = timers
  if (first === undefined) return
  await tx.query(
    `insert into timer (workspace_id, kind, key, due_at, run_at, token, data, traceparent)
     select $1, $2, key, "dueAt", "dueAt", token, data, traceparent
       from json_to_recordset($3) as given (key text, "dueAt" timestamptz, token uuid, data jsonb, traceparent text)
      where ${where}
      order by key
     on conflict (workspace_id, kind, key)
     do update set due_at = excluded.due_at, run_at = excluded.run_at, token = excluded.token, data = excluded.data,
                   traceparent = excluded.traceparent, attempts = 0, last_error = null`,
    [tx.workspaceId, kind, JSON.stringify(timers.map((timer) => rowOf(tx, timer)))],
  )
  const nearest = timers.reduce((soonest, { dueAt }) => (dueAt < soonest ? dueAt : soonest), first.dueAt)
  tx.timersChanged(nearest, kind)
}

const rowOf = (tx: Tx, { origin = tx.origin, ...timer }: NewTimer): object => ({
  ...timer,
  token: tx.newId(),
  traceparent: recordedTrace(origin)?.traceparent,
})

export async function cancelTimers(tx: Tx, kind: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query('delete from timer where workspace_id = $1 and kind = $2 and key = any($3)', [
    tx.workspaceId,
    kind,
    keys,
  ])
}
