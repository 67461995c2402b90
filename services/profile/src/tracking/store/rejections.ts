import type { Tx } from '@polyphon/service-kit'

/** Why an event was refused; nothing of what it said. */
export interface Rejection {
  /** Null where none could be read, or where it is a whole request that was refused. */
  readonly messageId: string | null
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

export interface StoredRejection extends Rejection {
  readonly rejectionId: string
  /** The key that it was sent with. */
  readonly keyId: string | null
  readonly receivedAt: Date
}

/** Remembers events that were refused; the first refusal of a message stays. */
export async function saveRejections(tx: Tx, keyId: string | null, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return
  // Ids of one moment are random; sorted, they keep the order in which the events came.
  const ids = rejections.map(() => tx.newId()).toSorted()
  const rows = rejections.map((rejection, at) => ({ ...rejection, rejectionId: ids[at] }))
  await tx.query(
    `insert into rejected_event (workspace_id, rejection_id, message_id, key_id, pointer, code, detail, received_at)
     select $1, "rejectionId", "messageId", $3, pointer, code, detail, $4
       from json_to_recordset($2) as refused ("rejectionId" uuid, "messageId" text, pointer text, code text, detail text)
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows), keyId, tx.serverNow],
  )
}

/** Forgets what is older than `before`, and all but the newest `most`. */
export async function trimRejections(tx: Tx, before: Date, most: number): Promise<void> {
  await tx.query('delete from rejected_event where workspace_id = $1 and received_at < $2', [tx.workspaceId, before])
  await tx.query(
    `delete from rejected_event
      where workspace_id = $1 and (received_at, rejection_id) <= (
        select received_at, rejection_id from rejected_event where workspace_id = $1
         order by received_at desc, rejection_id desc offset $2 limit 1)`,
    [tx.workspaceId, most],
  )
}

export interface RejectionRow {
  readonly rejection_id: string
  readonly message_id: string | null
  readonly key_id: string | null
  readonly pointer: string
  readonly code: string
  readonly detail: string
  readonly received_at: Date
}

/** The columns of `RejectionRow`. */
export const REJECTION_COLUMNS = 'rejection_id, message_id, key_id, pointer, code, detail, received_at'

export const toRejection = (row: RejectionRow): StoredRejection => ({
  rejectionId: row.rejection_id,
  messageId: row.message_id,
  keyId: row.key_id,
  pointer: row.pointer,
  code: row.code,
  detail: row.detail,
  receivedAt: row.received_at,
})

export async function readRejection(
  tx: Tx,
  messageId: string,
): Promise<Pick<StoredRejection, 'code' | 'detail' | 'receivedAt'> | null> {
  const { rows } = await tx.query<Pick<RejectionRow, 'code' | 'detail' | 'received_at'>>(
    'select code, detail, received_at from rejected_event where workspace_id = $1 and message_id = $2',
    [tx.workspaceId, messageId],
  )
  const row = rows[0]
  return row === undefined ? null : { code: row.code, detail: row.detail, receivedAt: row.received_at }
}
