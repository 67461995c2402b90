import type { Tx } from '@polyphon/service-kit'
import type { EvidenceEvent } from '../../channels/domain/evidence.js'
import type { SourcedEvidence } from '../../messages/store/evidence.js'

/** Under whom callbacks are kept, as they come without a workspace. */
export const NO_WORKSPACE = '00000000-0000-0000-0000-000000000000'

/** Keeps a callback as it came; a second one with the same id is the same callback. */
export async function insertCallback(
  tx: Tx,
  callback: { readonly provider: string; readonly callbackId: string; readonly payload: string },
): Promise<void> {
  await tx.query(
    `insert into callback (workspace_id, provider, callback_id, payload, received_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tx.workspaceId, callback.provider, callback.callbackId, callback.payload, tx.now],
  )
}

export async function insertStrayReceipts(tx: Tx, receipts: readonly SourcedEvidence[]): Promise<void> {
  const rows = receipts.map((receipt) => ({
    provider: receipt.source,
    message_id: receipt.messageId,
    event_id: receipt.eventId,
    event: receipt.event,
    reason: receipt.reason,
    occurred_at: receipt.occurredAt,
  }))
  await tx.query(
    `insert into stray_receipt (workspace_id, provider, message_id, event_id, event, reason, occurred_at, received_at)
     select $1, r.provider, r.message_id, r.event_id, r.event, r.reason, r.occurred_at, $3
       from json_to_recordset($2) as r (provider text, message_id text, event_id text, event text, reason text,
         occurred_at timestamptz)
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows), tx.now],
  )
}

interface StrayRow {
  provider: string
  message_id: string
  event_id: string
  event: EvidenceEvent
  reason: string | null
  occurred_at: Date
}

/** Receipts that came before their message was known. */
export async function readStrayReceipts(tx: Tx, messageId: string): Promise<readonly SourcedEvidence[]> {
  const { rows } = await tx.query<StrayRow>(
    `select provider, message_id, event_id, event, reason, occurred_at from stray_receipt
      where workspace_id = $1 and message_id = $2 order by provider, event_id limit 500`,
    [tx.workspaceId, messageId],
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    source: row.provider,
    eventId: row.event_id,
    event: row.event,
    reason: row.reason,
    occurredAt: row.occurred_at,
  }))
}
