import type { ServiceReceipt, ServiceReceipts } from '../db/service-receipt.js'
import type { Tx } from '../db/tx.js'
import type { ErasureMode } from '../personal/erase.js'
import type { Counts } from '../personal/merge.js'

/** Somebody who was erased, or is being erased. */
export interface StoredErasure {
  readonly requestId: string
  /** The id that they had; it leads nowhere any more. */
  readonly personId: string
  readonly mode: ErasureMode
  /** Why, as it was asked for; null in services that have only heard of it. */
  readonly reason: string | null
  readonly requestedAt: Date
  /** The identifiers by which rows are found, sealed; null where there are none, and at the end. */
  readonly sealed: string | null
  readonly counts: Counts
  /** When nothing of them was left in this database. */
  readonly endedAt: Date | null
  /** By service: in profile those of all, elsewhere the own one. */
  readonly receipts: ServiceReceipts
}

export interface ErasureRow {
  readonly request_id: string
  readonly person_id: string
  readonly mode: ErasureMode
  readonly reason: string | null
  readonly requested_at: Date
  readonly sealed: string | null
  readonly counts: Counts
  readonly ended_at: Date | null
  readonly receipts: ServiceReceipts
}

export const ERASURE_COLUMNS = 'request_id, person_id, mode, reason, requested_at, sealed, counts, ended_at, receipts'

export const toErasure = (row: ErasureRow): StoredErasure => ({
  requestId: row.request_id,
  personId: row.person_id,
  mode: row.mode,
  reason: row.reason,
  requestedAt: row.requested_at,
  sealed: row.sealed,
  counts: row.counts,
  endedAt: row.ended_at,
  receipts: row.receipts,
})

/** An erasure, held until the transaction ends. */
export async function lockErasure(tx: Tx, requestId: string): Promise<StoredErasure | null> {
  const { rows } = await tx.query<ErasureRow>(
    `select ${ERASURE_COLUMNS} from erasure where workspace_id = $1 and request_id = $2 for update`,
    [tx.workspaceId, requestId],
  )
  return rows[0] === undefined ? null : toErasure(rows[0])
}

export async function readErasure(tx: Tx, requestId: string): Promise<StoredErasure | null> {
  const { rows } = await tx.query<ErasureRow>(
    `select ${ERASURE_COLUMNS} from erasure where workspace_id = $1 and request_id = $2`,
    [tx.workspaceId, requestId],
  )
  return rows[0] === undefined ? null : toErasure(rows[0])
}

/** The erasure of whoever had this id. */
export async function readErasureOf(tx: Tx, personId: string): Promise<StoredErasure | null> {
  const { rows } = await tx.query<ErasureRow>(
    `select ${ERASURE_COLUMNS} from erasure
      where workspace_id = $1 and request_id = (select request_id from erased_person
                                                 where workspace_id = $1 and person_id = $2)`,
    [tx.workspaceId, personId],
  )
  return rows[0] === undefined ? null : toErasure(rows[0])
}

/** Notes that somebody is erased; false where that was known. */
export async function addErasure(
  tx: Tx,
  erasure: Pick<StoredErasure, 'requestId' | 'personId' | 'mode' | 'reason' | 'requestedAt' | 'sealed'> & {
    readonly ids: readonly string[]
  },
): Promise<boolean> {
  const { requestId, personId, mode, reason, requestedAt, sealed, ids } = erasure
  const { rows } = await tx.query(
    `insert into erasure (workspace_id, request_id, person_id, mode, reason, requested_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    [tx.workspaceId, requestId, personId, mode, reason, requestedAt, sealed],
  )
  if (rows.length === 0) return false
  await tx.query(
    `insert into erased_person (workspace_id, person_id, request_id)
     select $1, id, $3 from unnest($2::uuid[]) as id on conflict do nothing returning 1`,
    [tx.workspaceId, [...new Set([personId, ...ids])], requestId],
  )
  return true
}

/** All ids that somebody had who was erased. */
export async function readErasedIds(tx: Tx, requestId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ person_id: string }>(
    'select person_id from erased_person where workspace_id = $1 and request_id = $2 order by person_id',
    [tx.workspaceId, requestId],
  )
  return rows.map((row) => row.person_id)
}

/** Stores how far it has come. */
export async function saveErasure(
  tx: Tx,
  { requestId, sealed, counts, endedAt }: Pick<StoredErasure, 'requestId' | 'sealed' | 'counts' | 'endedAt'>,
): Promise<void> {
  await tx.query(
    'update erasure set sealed = $3, counts = $4, ended_at = $5 where workspace_id = $1 and request_id = $2',
    [tx.workspaceId, requestId, sealed, JSON.stringify(counts), endedAt],
  )
}

/** Keeps what a service has said; the first word of each stays. */
export async function addErasureReceipt(
  tx: Tx,
  requestId: string,
  { service, receipt }: { readonly service: string; readonly receipt: ServiceReceipt },
): Promise<void> {
  await tx.query(
    `update erasure set receipts = (jsonb_build_object($3::text, $4::jsonb) || receipts::jsonb)::json
      where workspace_id = $1 and request_id = $2`,
    [tx.workspaceId, requestId, service, JSON.stringify(receipt)],
  )
}

/**
 * Whether every transaction has ended that began before a moment of the database's clock; null for one that is to be noted
 * now. Answers the moment to ask for next time.
 */
export async function haveEndedBefore(
  tx: Tx,
  moment: string | null,
): Promise<{ readonly isOver: boolean; readonly moment: string }> {
  const { rows } = await tx.query<{ moment: string; is_over: boolean }>(
    `select since.at::text as moment,
            $1::timestamptz is not null and not exists (
              select from pg_stat_activity a
               where a.datname = current_database() and a.usename = current_user
                 and a.xact_start <= since.at) as is_over
       from (select coalesce($1::timestamptz, clock_timestamp()) as at) since`,
    [moment],
  )
  const [row] = rows
  if (row === undefined) throw new Error('A row without a table was not answered.')
  return { isOver: row.is_over, moment: row.moment }
}
