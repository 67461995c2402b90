import type { Identifier, JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import { type EventWarning, warningOf } from '../domain/event-warning.js'
import type { EventTrace, Interaction } from '../domain/interaction.js'

/** Which of these messages have been applied before. */
export async function readKnownMessages(tx: Tx, messageIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ message_id: string }>(
    'select message_id from interaction where workspace_id = $1 and message_id = any($2)',
    [tx.workspaceId, messageIds],
  )
  return new Set(rows.map((row) => row.message_id))
}

/** Stores what happened, in this order. Answers how many were new: another transaction may have been faster. */
export async function saveInteractions(tx: Tx, interactions: readonly Interaction[]): Promise<number> {
  if (interactions.length === 0) return 0
  const { rows } = await tx.query(
    `insert into interaction (workspace_id, message_id, profile_id, kind, name, occurred_at, received_at, original_at,
                              skew_ms, channel, properties, context, identifiers, traits, group_id, trace)
     select $1, "messageId", "profileId", kind, name, "occurredAt", "receivedAt", "originalAt", "skewMs", channel,
            properties, context, identifiers, traits, "groupId", trace
       from rows from (json_to_recordset($2) as ("messageId" text, "profileId" uuid, kind text, name text,
            "occurredAt" timestamptz, "receivedAt" timestamptz, "originalAt" timestamptz, "skewMs" bigint, channel text,
            properties json, context json, identifiers json, traits json, "groupId" text, trace json))
            with ordinality
      order by ordinality
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, JSON.stringify(interactions.map(toRow))],
  )
  // What was returned: a database that is spread over servers counts what was offered.
  return rows.length
}

// What a column does not hold, and is no part of another one, is kept beside the trace.
function toRow({ integrations, previousId, trace, ...event }: Interaction): JsonObject {
  const {
    personTraits: _partOfContextAndTraits,
    sentAt: _sent,
    statedAt: _stated,
    finerNs: _finer,
    warnings: _inTrace,
    vouchedBy: _weighed,
    cause: _inTheEnvelope,
    ...row
  } = event
  return { ...row, trace: { ...trace, previousId, integrations } }
}

/** Notes which segments people entered and left because of these events. */
export async function saveTraceSegments(
  tx: Tx,
  traces: readonly (Pick<EventTrace, 'segmentsEntered' | 'segmentsLeft'> & { readonly messageId: string })[],
): Promise<void> {
  if (traces.length === 0) return
  const saved = traces.map(({ messageId, segmentsEntered, segmentsLeft }) => ({
    messageId,
    segments: { segmentsEntered, segmentsLeft },
  }))
  await tx.query(
    `update interaction i
        set trace = (i.trace::jsonb || saved.segments)::json
       from json_to_recordset($2) as saved ("messageId" text, segments jsonb)
      where i.workspace_id = $1 and i.message_id = saved."messageId" and i.message_id = any($3)`,
    // The last condition leads straight to the rows, also while the table has no statistics.
    [tx.workspaceId, JSON.stringify(saved), traces.map(({ messageId }) => messageId)],
  )
}

/** What is known of one event. */
export interface StoredTrace extends EventTrace {
  readonly messageId: string
  readonly kind: InteractionKind
  /** The id that the person had then. */
  readonly profileId: string | null
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly originalAt: Date | null
  readonly skewMs: number
  readonly sentIdentifiers: readonly Identifier[]
}

export async function readTrace(tx: Tx, messageId: string): Promise<StoredTrace | null> {
  const { rows } = await tx.query<{
    kind: InteractionKind
    profile_id: string | null
    occurred_at: Date
    received_at: Date
    original_at: Date | null
    skew_ms: string
    identifiers: Identifier[]
    trace: Omit<EventTrace, 'warnings'> & { readonly warnings: readonly (EventWarning | string)[] }
  }>(
    `select kind, coalesce(a.canonical_id, i.profile_id) as profile_id, occurred_at, received_at, original_at, skew_ms,
            identifiers, trace
       from interaction i
       left join profile_alias a on a.workspace_id = i.workspace_id and a.old_id = i.profile_id
      where i.workspace_id = $1 and i.message_id = $2`,
    [tx.workspaceId, messageId],
  )
  const row = rows[0]
  if (row === undefined) return null
  return {
    ...row.trace,
    warnings: row.trace.warnings.map((warning) => (typeof warning === 'string' ? warningOf(warning) : warning)),
    messageId,
    kind: row.kind,
    profileId: row.profile_id,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    originalAt: row.original_at,
    skewMs: Number(row.skew_ms),
    sentIdentifiers: row.identifiers,
  }
}
