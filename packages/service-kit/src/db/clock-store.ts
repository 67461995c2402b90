import type { Tx } from './tx.js'

/** How far a test workspace has moved its clock. */
export interface WorkspaceClock {
  /** By how much its time is ahead of the server's; it only grows. */
  readonly offsetMs: number
  /** When it was moved, by the server's time. */
  readonly changedAt: Date
}

/** The clock of the workspace of the transaction; null if it has never been moved. */
export async function readClock(tx: Tx): Promise<WorkspaceClock | null> {
  const { rows } = await tx.query<{ offset_ms: string; changed_at: Date }>(
    'select offset_ms, changed_at from workspace_clock where workspace_id = $1',
    [tx.workspaceId],
  )
  return rows[0] === undefined ? null : { offsetMs: Number(rows[0].offset_ms), changedAt: rows[0].changed_at }
}

/** By how many milliseconds each workspace is ahead that has moved its clock. */
export async function readOffsets(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ workspace_id: string; offset_ms: string }>(
    'select workspace_id, offset_ms from workspace_clock',
  )
  return new Map(rows.map((row) => [row.workspace_id, Number(row.offset_ms)]))
}

/**
 * Stores a clock as it is now, unless it is further ahead here. What falls due by that is run from the moment on at which the
 * clock stood before, or, where an earlier move has not been made up for yet, from where that has come to. Answers whether it
 * was stored.
 */
export async function saveClock(tx: Tx, { offsetMs, changedAt }: WorkspaceClock): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into workspace_clock as known (workspace_id, offset_ms, changed_at, reached) values ($1, $2, $3, $4)
     on conflict (workspace_id) do update set offset_ms = excluded.offset_ms, changed_at = excluded.changed_at,
       reached = coalesce(known.reached, excluded.reached + make_interval(secs => known.offset_ms / 1000.0))
      where known.offset_ms < excluded.offset_ms`,
    [tx.workspaceId, offsetMs, changedAt, tx.serverNow],
  )
  return rowCount === 1
}
