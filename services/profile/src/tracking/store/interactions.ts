import type { Identifier, JsonObject } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { InteractionKind } from '../../people/domain/timed-event.js'
import { type EventWarning, warningOf } from '../domain/event-warning.js'
import type { EventTrace, Interaction } from '../domain/interaction.js'
import type { KnownEvent } from '../domain/same-event.js'

/** A message, with the moment by which it is known in which month its interaction lies. */
export interface ReceivedMessage {
  readonly messageId: string
  readonly receivedAt: Date
}

/**
 * Notes that these messages, none of them twice, are applied now. Answers those that never were before, each with its
 * position in the order of arrival, which is that of the list. Waits for whoever is applying one of them at the moment.
 */
export async function noteMessages(tx: Tx, messages: readonly ReceivedMessage[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ message_id: string; position: string }>(
    // Written in the order of their ids, so that two who have the same messages never wait for each other.
    `insert into seen_message (workspace_id, message_id, month, position)
     select $1, message_id, month_of(received_at), position
       from (select "messageId" as message_id, "receivedAt" as received_at, nextval('arrival') as position
               from rows from (json_to_recordset($2) as ("messageId" text, "receivedAt" timestamptz)) with ordinality
              order by ordinality) arrived
      order by message_id
     on conflict do nothing
     returning message_id, position`,
    [tx.workspaceId, JSON.stringify(messages.map(({ messageId, receivedAt }) => ({ messageId, receivedAt })))],
  )
  return new Map(rows.map((row) => [row.message_id, Number(row.position)]))
}

/** Takes back that messages were noted in this transaction: they may come again. */
export async function forgetMessages(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await tx.query('delete from seen_message where workspace_id = $1 and message_id = any($2)', [
    tx.workspaceId,
    messageIds,
  ])
}

/** Stores what happened, at the positions of their messages. */
export async function saveInteractions(
  tx: Tx,
  interactions: readonly Interaction[],
  positions: ReadonlyMap<string, number>,
): Promise<void> {
  if (interactions.length === 0) return
  const rows = interactions.map((interaction) => toRow(interaction, positions.get(interaction.messageId)))
  await tx.query(
    `insert into interaction (workspace_id, message_id, profile_id, position, kind, name, occurred_at, received_at,
                              original_at, skew_ms, channel, group_id, doc)
     select $1, "messageId", "profileId", position, kind, name, "occurredAt", "receivedAt", "originalAt", "skewMs",
            channel, "groupId", doc
       from json_to_recordset($2) as happened ("messageId" text, "profileId" uuid, position bigint, kind text, name text,
            "occurredAt" timestamptz, "receivedAt" timestamptz, "originalAt" timestamptz, "skewMs" bigint, channel text,
            "groupId" text, doc json)
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows)],
  )
}

/** All that an event says of a person, and what became of it: what is emptied when they are forgotten. */
interface StoredDoc {
  readonly identifiers: readonly Identifier[]
  readonly trace: Omit<EventTrace, 'warnings'> & { readonly warnings: readonly (EventWarning | string)[] }
}

function toRow(event: Interaction, position: number | undefined): JsonObject {
  if (position === undefined) throw new Error('An interaction is stored of a message that was noted.')
  const { messageId, profileId, kind, name, occurredAt, receivedAt, originalAt, skewMs, channel, groupId } = event
  const { properties, context, identifiers, traits, trace, previousId, integrations, leftOut } = event
  const notTaken = leftOut.length === 0 ? {} : { leftOut }
  return {
    messageId,
    profileId,
    position,
    kind,
    name,
    occurredAt,
    receivedAt,
    originalAt,
    skewMs,
    channel,
    groupId,
    // What has no place of its own is kept beside the trace.
    doc: { properties, context, identifiers, traits, trace: { ...trace, previousId, integrations, ...notTaken } },
  }
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
    `update seen_message m
        set segments = saved.segments
       from json_to_recordset($2) as saved ("messageId" text, segments json)
      where m.workspace_id = $1 and m.message_id = saved."messageId" and m.message_id = any($3)`,
    // The last condition leads straight to the rows, also while the table has no statistics.
    [tx.workspaceId, JSON.stringify(saved), traces.map(({ messageId }) => messageId)],
  )
}

/** SQL for `from`: the interaction (`i`) of each message (`m`), found in its month. */
export const INTERACTION_OF_MESSAGE = `seen_message m
       join interaction i on i.workspace_id = m.workspace_id and i.message_id = m.message_id and i.position = m.position
                         and i.received_at >= m.month::timestamp at time zone 'UTC'
                         and i.received_at < (m.month + interval '1 month') at time zone 'UTC'`

/** By messageId, what is known of the events that were applied under these ids. */
export async function readKnownEvents(tx: Tx, messageIds: readonly string[]): Promise<ReadonlyMap<string, KnownEvent>> {
  const { rows } = await tx.query<KnownEvent & { readonly message_id: string }>(
    `select m.message_id, i.kind, i.name, i.doc -> 'identifiers' as identifiers
       from ${INTERACTION_OF_MESSAGE}
      where m.workspace_id = $1 and m.message_id = any($2)`,
    [tx.workspaceId, messageIds],
  )
  return new Map(rows.map(({ message_id: messageId, ...known }) => [messageId, known]))
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
  const seen = await readSeen(tx, messageId)
  if (seen === null) return null
  const { rows } = await tx.query<{
    kind: InteractionKind
    profile_id: string | null
    occurred_at: Date
    received_at: Date
    original_at: Date | null
    skew_ms: string
    doc: StoredDoc | null
  }>(
    `select kind, coalesce(a.canonical_id, i.profile_id) as profile_id, occurred_at, received_at, original_at, skew_ms, doc
       from interaction i
       left join profile_alias a on a.workspace_id = i.workspace_id and a.old_id = i.profile_id
      where i.workspace_id = $1 and i.message_id = $2 and i.position = $3
        and i.received_at >= $4::timestamptz and i.received_at < $5::timestamptz`,
    [tx.workspaceId, messageId, seen.position, ...seen.during],
  )
  const row = rows[0]
  if (row === undefined) return null
  const { identifiers: sentIdentifiers, trace } = row.doc ?? EMPTIED
  return {
    ...trace,
    ...seen.segments,
    warnings: trace.warnings.map((warning) => (typeof warning === 'string' ? warningOf(warning) : warning)),
    messageId,
    kind: row.kind,
    profileId: row.profile_id,
    occurredAt: row.occurred_at,
    receivedAt: row.received_at,
    originalAt: row.original_at,
    skewMs: Number(row.skew_ms),
    sentIdentifiers,
  }
}

const EMPTIED: StoredDoc = {
  identifiers: [],
  trace: { identifiers: [], segmentsEntered: [], segmentsLeft: [], warnings: [] },
}

interface SeenMessage {
  readonly position: string
  /** The month in which its interaction was received: from, and before. */
  readonly during: readonly [string, string]
  readonly segments: Pick<EventTrace, 'segmentsEntered' | 'segmentsLeft'> | null
}

async function readSeen(tx: Tx, messageId: string): Promise<SeenMessage | null> {
  const { rows } = await tx.query<{ position: string; from: string; to: string; segments: SeenMessage['segments'] }>(
    `select position, to_char(month, 'YYYY-MM-DD 00:00:00+00') as from,
            to_char(month + interval '1 month', 'YYYY-MM-DD 00:00:00+00') as to, segments
       from seen_message where workspace_id = $1 and message_id = $2`,
    [tx.workspaceId, messageId],
  )
  const row = rows[0]
  return row === undefined ? null : { position: row.position, during: [row.from, row.to], segments: row.segments }
}
