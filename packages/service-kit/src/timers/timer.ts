import type { z } from 'zod'
import type { Tx } from '../db/tx.js'

/** What is handed to a timer's handler when it falls due. */
export interface Due<Data> {
  readonly key: string
  readonly dueAt: Date
  readonly data: Data
}

/** One kind of thing that falls due. There is at most one timer of a kind and key in a workspace. */
export interface TimerKind<Data = unknown> {
  readonly kind: string
  readonly data: z.ZodType<Data>
  handle(tx: Tx, due: Due<Data>): Promise<void>
}

/** Sets or moves a timer in the transaction that makes it necessary. */
export async function setTimer(
  tx: Tx,
  timer: { readonly kind: string; readonly key: string; readonly dueAt: Date; readonly data: unknown },
): Promise<void> {
  await tx.query(
    `insert into timer (workspace_id, kind, key, due_at, run_at, token, data) values ($1, $2, $3, $4, $4, $5, $6)
     on conflict (workspace_id, kind, key)
     do update set due_at = excluded.due_at, run_at = excluded.run_at, token = excluded.token, data = excluded.data,
                   attempts = 0, last_error = null`,
    [tx.workspaceId, timer.kind, timer.key, timer.dueAt, tx.newId(), JSON.stringify(timer.data)],
  )
  tx.timersChanged(timer.dueAt)
}

export async function cancelTimer(tx: Tx, kind: string, key: string): Promise<void> {
  await tx.query('delete from timer where workspace_id = $1 and kind = $2 and key = $3', [tx.workspaceId, kind, key])
}

/** Sets or moves many timers of one kind in one statement. */
export async function setTimers(
  tx: Tx,
  kind: string,
  timers: readonly { readonly key: string; readonly dueAt: Date; readonly data: unknown }[],
): Promise<void> {
  const [first] = timers
  if (first === undefined) return
  await tx.query(
    `insert into timer (workspace_id, kind, key, due_at, run_at, token, data)
     select $1, $2, key, "dueAt", "dueAt", token, data
       from json_to_recordset($3) as given (key text, "dueAt" timestamptz, token uuid, data jsonb)
      order by key
     on conflict (workspace_id, kind, key)
     do update set due_at = excluded.due_at, run_at = excluded.run_at, token = excluded.token, data = excluded.data,
                   attempts = 0, last_error = null`,
    [tx.workspaceId, kind, JSON.stringify(timers.map((timer) => ({ ...timer, token: tx.newId() })))],
  )
  tx.timersChanged(timers.reduce((nearest, { dueAt }) => (dueAt < nearest ? dueAt : nearest), first.dueAt))
}

export async function cancelTimers(tx: Tx, kind: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.query('delete from timer where workspace_id = $1 and kind = $2 and key = any($3)', [
    tx.workspaceId,
    kind,
    keys,
  ])
}
