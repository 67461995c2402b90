import type { ServiceReceipt, ServiceReceipts } from './service-receipt.js'
import type { Tx } from './tx.js'

/** A workspace that was deleted, or is being deleted: all that is left of it in the end. */
export interface DeletedWorkspace {
  readonly workspaceId: string
  readonly key: string
  readonly requestedAt: Date
  /** When nothing of it was left in this database. */
  readonly endedAt: Date | null
  /** By service: in profile those of all, elsewhere the own one. */
  readonly receipts: ServiceReceipts
}

interface Row {
  readonly workspace_id: string
  readonly key: string
  readonly requested_at: Date
  readonly ended_at: Date | null
  readonly receipts: ServiceReceipts
}

const COLUMNS = 'workspace_id, key, requested_at, ended_at, receipts'

const toDeleted = (row: Row): DeletedWorkspace => ({
  workspaceId: row.workspace_id,
  key: row.key,
  requestedAt: row.requested_at,
  endedAt: row.ended_at,
  receipts: row.receipts,
})

/** Those of some workspaces that are deleted. One statement, for whatever is about to write for them. */
export async function whichAreDeleted(tx: Tx, workspaceIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (workspaceIds.length === 0) return new Set()
  const { rows } = await tx.query<{ workspace_id: string }>(
    'select workspace_id from deleted_workspace where workspace_id = any ($1::uuid[])',
    [workspaceIds],
  )
  return new Set(rows.map((row) => row.workspace_id))
}

export async function readDeleted(tx: Tx, workspaceId: string): Promise<DeletedWorkspace | null> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from deleted_workspace where workspace_id = $1`, [
    workspaceId,
  ])
  return rows[0] === undefined ? null : toDeleted(rows[0])
}

/** The one that had a key. */
export async function readDeletedByKey(tx: Tx, key: string): Promise<DeletedWorkspace | null> {
  const { rows } = await tx.query<Row>(`select ${COLUMNS} from deleted_workspace where key = $1 limit 1`, [key])
  return rows[0] === undefined ? null : toDeleted(rows[0])
}

/** Notes that the workspace of the transaction is deleted; false where that was known. */
export async function addDeleted(
  tx: Tx,
  { key, requestedAt }: Pick<DeletedWorkspace, 'key' | 'requestedAt'>,
): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into deleted_workspace (workspace_id, key, requested_at) values ($1, $2, $3) on conflict do nothing returning 1`,
    [tx.workspaceId, key, requestedAt],
  )
  return rows.length === 1
}

/** Keeps what a service has said; the first word of each stays. */
export async function addReceipt(tx: Tx, service: string, receipt: ServiceReceipt): Promise<void> {
  await tx.query(
    `update deleted_workspace set receipts = (jsonb_build_object($2::text, $3::jsonb) || receipts::jsonb)::json
      where workspace_id = $1`,
    [tx.workspaceId, service, JSON.stringify(receipt)],
  )
}

/** Notes that nothing of the workspace of the transaction is left in this database. */
export async function endDeletion(tx: Tx): Promise<void> {
  await tx.query('update deleted_workspace set ended_at = coalesce(ended_at, $2) where workspace_id = $1', [
    tx.workspaceId,
    tx.serverNow,
  ])
}

// For so long who was admitted before may take to begin with what they were admitted for.
const UNKNOWN_SECONDS = 10

/**
 * Whether everybody has ended who may not have known that the workspace is deleted when they began to write: all processes
 * of a service come as one role, and see each other.
 */
export async function isKnownToAll(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ is_known: boolean }>(
    `select d.heard_at < clock_timestamp() - make_interval(secs => ${UNKNOWN_SECONDS})
            and not exists (select from pg_stat_activity a
                             where a.datname = current_database() and a.usename = current_user
                               and a.xact_start <= d.heard_at) as is_known
       from deleted_workspace d where d.workspace_id = $1`,
    [tx.workspaceId],
  )
  return rows[0]?.is_known === true
}
