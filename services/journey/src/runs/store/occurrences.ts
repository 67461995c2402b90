import { type AskedKind, historyName, type Need, readHistoryName } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import type { JsonObject } from '../../kinds/domain/run.js'

export interface NewOccurrence {
  readonly messageId: string
  readonly profileId: string
  readonly name: string | null
  /** `track`, `page` …; null for a change of segments. */
  readonly kind: string | null
  readonly occurredAt: string
  readonly properties: JsonObject
}

/**
 * Stores occurrences, in this order, and returns by messageId those that are new here, with their position in the order of
 * arrival. The others were handled when they first came.
 */
export async function saveOccurrences(
  tx: Tx,
  occurrences: readonly NewOccurrence[],
): Promise<ReadonlyMap<string, number>> {
  if (occurrences.length === 0) return new Map()
  const { rows } = await tx.query<{ message_id: string; position: string }>(
    // Numbered as they came, locked in the order of their ids.
    `with arrived as materialized (
       select given.*, nextval('occurrence_position') as position
         from (select * from rows from (json_to_recordset($2) as ("messageId" text, "profileId" uuid, name text, kind text,
                 "occurredAt" timestamptz, properties json)) with ordinality order by ordinality) given)
     insert into occurrence (workspace_id, message_id, profile_id, name, kind, occurred_at, position, properties)
     select $1, "messageId", "profileId", name, kind, "occurredAt", position, properties from arrived order by "messageId"
     on conflict (workspace_id, message_id) do nothing returning message_id, position`,
    [tx.workspaceId, JSON.stringify(occurrences)],
  )
  return new Map(rows.map((row) => [row.message_id, Number(row.position)]))
}

/** Gives what somebody did, by these messages, to somebody else: it was written for one who is two. */
export async function moveOccurrences(
  tx: Tx,
  { from, to, messageIds }: { readonly from: string; readonly to: string; readonly messageIds: readonly string[] },
): Promise<void> {
  await tx.query(
    `update occurrence set profile_id = $3, origin_id = null
      where workspace_id = $1 and profile_id = $2 and message_id = any ($4)`,
    [tx.workspaceId, from, to, messageIds],
  )
}

/** Keeps no more what was taken out of somebody's history, only that it was handled: it may be delivered once more. */
export async function emptyOccurrences(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await tx.query(
    `update occurrence set name = null, properties = '{}' where workspace_id = $1 and message_id = any($2)`,
    [tx.workspaceId, messageIds],
  )
}

export interface StoredOccurrence {
  readonly profileId: string
  /** In which history it was looked for (`historyName`). */
  readonly history: string
  readonly kind: string
  readonly messageId: string
  readonly at: Date
  /** Grows with arrival; decides within one millisecond. */
  readonly position: number
  readonly properties: JsonObject
}

// As often as any condition can count (LIMITS.atLeast of the condition language), for each person and event.
const MOST = 1000

interface OccurrenceRow {
  profile_id: string
  name: string
  sought: AskedKind
  kind: string
  message_id: string
  occurred_at: Date
  /** A bigint: the driver hands it over as text. */
  position: string
  properties: JsonObject
}

/** What these people did, as far as it is needed, newest first, without `except`. */
export async function readOccurrences(
  tx: Tx,
  wanted: {
    readonly profileIds: readonly string[]
    readonly needs: ReadonlyMap<string, readonly Need[]>
    readonly except: readonly string[]
  },
): Promise<readonly StoredOccurrence[]> {
  const events = [...wanted.needs].flatMap(([history, needs]) => needs.map((need) => rowOf(history, need, tx.now)))
  if (wanted.profileIds.length === 0 || events.length === 0) return []
  const { rows } = await tx.query<OccurrenceRow>(
    `select person.profile_id, event.name, event.kind as sought, found.kind, found.message_id, found.occurred_at, found.position, found.properties
       from unnest($2::uuid[]) as person (profile_id)
      cross join json_to_recordset($3) as event (name text, kind text, since timestamptz, latest integer)
      cross join lateral (
        (select message_id, coalesce(kind, 'track') as kind, occurred_at, position, properties from occurrence
          where workspace_id = $1 and occurrence.profile_id = person.profile_id and occurrence.name = event.name
            and (event.kind = 'any' or event.kind = coalesce(kind, 'track'))
            and occurred_at <= $5 and (event.since is null or occurred_at > event.since) and message_id <> all ($4)
          order by occurred_at desc, position desc limit event.latest)
        union all
        (select message_id, coalesce(kind, 'track') as kind, occurred_at, position, properties from occurrence
          where workspace_id = $1 and occurrence.profile_id = person.profile_id and occurrence.name = event.name
            and (event.kind = 'any' or event.kind = coalesce(kind, 'track'))
            and occurred_at > $5 and message_id <> all ($4) limit ${MOST})) as found
      order by found.occurred_at desc, found.position desc`,
    [tx.workspaceId, wanted.profileIds, JSON.stringify(events), wanted.except, tx.now],
  )
  // One occurrence may meet two needs of its history.
  const found = new Map(rows.map((row) => [`${row.message_id} ${row.sought}`, row]))
  return [...found.values()].map((row) => ({
    profileId: row.profile_id,
    history: historyName({ did: row.name, kind: row.sought }),
    kind: row.kind,
    messageId: row.message_id,
    at: row.occurred_at,
    position: Number(row.position),
    properties: row.properties,
  }))
}

const rowOf = (history: string, { latest = MOST, withinMs }: Need, now: Date) => ({
  ...readHistoryName(history),
  since: withinMs === undefined ? null : new Date(now.getTime() - withinMs),
  latest: Math.min(latest, MOST),
})

export async function removeOccurrencesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from occurrence where workspace_id = $1 and occurred_at < $2', [tx.workspaceId, before])
}
