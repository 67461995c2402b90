import type { Tx } from '@polyphon/service-kit'
import type { EvidenceEvent } from '../../channels/domain/evidence.js'
import type { Evidence } from '../domain/delivery.js'

export interface SourcedEvidence extends Evidence {
  readonly messageId: string
  /** Who reported it: the provider. */
  readonly source: string
}

const keyOf = (evidence: { messageId: string; source: string; eventId: string }): string =>
  `${evidence.messageId} ${evidence.source} ${evidence.eventId}`

/** Inserts evidence, each event once; returns what is new. */
export async function insertEvidence(
  tx: Tx,
  evidence: readonly SourcedEvidence[],
): Promise<readonly SourcedEvidence[]> {
  const unique = new Map(evidence.map((item) => [keyOf(item), item]))
  const rows = [...unique.values()].map((item) => ({
    message_id: item.messageId,
    source: item.source,
    event_id: item.eventId,
    event: item.event,
    reason: item.reason,
    occurred_at: item.occurredAt,
  }))
  const result = await tx.query<{ message_id: string; source: string; event_id: string }>(
    `insert into evidence (workspace_id, message_id, source, event_id, event, reason, occurred_at, received_at)
     select $1, e.message_id, e.source, e.event_id, e.event, e.reason, e.occurred_at, $3
       from json_to_recordset($2) as e (message_id uuid, source text, event_id text, event text, reason text,
         occurred_at timestamptz)
      order by e.message_id, e.source, e.event_id
     on conflict do nothing
     returning message_id, source, event_id`,
    [tx.workspaceId, JSON.stringify(rows), tx.now],
  )
  return result.rows.flatMap(
    (row) => unique.get(keyOf({ messageId: row.message_id, source: row.source, eventId: row.event_id })) ?? [],
  )
}

export interface EvidenceLine {
  readonly at: Date
  readonly receivedAt: Date
  readonly source: string
  readonly event: EvidenceEvent
  readonly reason: string | null
}

/** What is known about one message, in the order in which it happened. */
export async function readEvidence(tx: Tx, messageId: string): Promise<readonly EvidenceLine[]> {
  const { rows } = await tx.query<{
    occurred_at: Date
    received_at: Date
    source: string
    event: EvidenceEvent
    reason: string | null
  }>(
    `select occurred_at, received_at, source, event, reason from evidence
      where workspace_id = $1 and message_id = $2 order by occurred_at, received_at, event_id limit 500`,
    [tx.workspaceId, messageId],
  )
  return rows.map((row) => ({
    at: row.occurred_at,
    receivedAt: row.received_at,
    source: row.source,
    event: row.event,
    reason: row.reason,
  }))
}
