import type { Tx } from '@polyphon/service-kit'

/** How far a version of a segment has been evaluated for everybody. */
export interface Backfill {
  readonly key: string
  readonly version: number
  /** The last profile that was looked at. */
  readonly afterId: string | null
}

// An advisory lock, because it has to be held before there is a row.
const LOCK = 7_140_323

/** Holds one segment until the end of the transaction: it is either published or applied to people, not both at once. */
export async function lockSegment(tx: Tx, key: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, $2))', [`${tx.workspaceId}:${key}`, LOCK])
}

/** The same without waiting: false while somebody else holds it. */
export async function tryLockSegment(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await tx.query<{ locked: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, $2)) as locked',
    [`${tx.workspaceId}:${key}`, LOCK],
  )
  return rows[0]?.locked === true
}

/** How far a segment has been applied; null when that is done for everybody. */
export async function readBackfill(tx: Tx, key: string): Promise<Backfill | null> {
  const { rows } = await tx.query<{ version: number; after_id: string | null }>(
    'select version, after_id from segment_backfill where workspace_id = $1 and key = $2',
    [tx.workspaceId, key],
  )
  const row = rows[0]
  return row === undefined ? null : { key, version: row.version, afterId: row.after_id }
}

export async function saveBackfill(tx: Tx, backfill: Backfill): Promise<void> {
  await tx.query(
    `insert into segment_backfill (workspace_id, key, version, after_id) values ($1, $2, $3, $4)
     on conflict (workspace_id, key) do update set version = excluded.version, after_id = excluded.after_id`,
    [tx.workspaceId, backfill.key, backfill.version, backfill.afterId],
  )
}

export async function removeBackfill(tx: Tx, key: string): Promise<void> {
  await tx.query('delete from segment_backfill where workspace_id = $1 and key = $2', [tx.workspaceId, key])
}

/** Which of these segments have not yet been applied to everybody. */
export async function readBackfills(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ key: string }>(
    'select key from segment_backfill where workspace_id = $1 and key = any($2)',
    [tx.workspaceId, keys],
  )
  return new Set(rows.map((row) => row.key))
}
