import type { Tx } from '@polyphon/service-kit'
import type { JsonObject } from '../domain/run.js'

export interface NewOccurrence {
  readonly messageId: string
  readonly profileId: string
  readonly name: string | null
  readonly occurredAt: string
  readonly properties: JsonObject
}

/** Stores what has happened and answers which of it is new here. What is not, was dealt with when it first came. */
export async function saveOccurrences(tx: Tx, occurrences: readonly NewOccurrence[]): Promise<ReadonlySet<string>> {
  if (occurrences.length === 0) return new Set()
  const { rows } = await tx.query<{ message_id: string }>(
    `insert into occurrence (workspace_id, message_id, profile_id, name, occurred_at, properties)
     select $1, "messageId", "profileId", name, "occurredAt", properties
       from json_to_recordset($2) as given ("messageId" text, "profileId" uuid, name text, "occurredAt" timestamptz,
         properties json) order by "messageId"
     on conflict (workspace_id, message_id) do nothing returning message_id`,
    [tx.workspaceId, JSON.stringify(occurrences)],
  )
  return new Set(rows.map((row) => row.message_id))
}

export interface StoredOccurrence {
  readonly profileId: string
  readonly name: string
  readonly messageId: string
  readonly at: Date
  readonly properties: JsonObject
}

// As often as any condition can count (LIMITS.atLeast of the condition language), for each person and event.
const MOST = 1000

/** What these people did of these events, newest first, without what has only just been stored. */
export async function readOccurrences(
  tx: Tx,
  wanted: {
    readonly profileIds: readonly string[]
    readonly names: readonly string[]
    readonly except: readonly string[]
  },
): Promise<readonly StoredOccurrence[]> {
  if (wanted.profileIds.length === 0 || wanted.names.length === 0) return []
  const { rows } = await tx.query<{
    profile_id: string
    name: string
    message_id: string
    occurred_at: Date
    properties: JsonObject
  }>(
    `select person.profile_id, event.name, found.message_id, found.occurred_at, found.properties
       from unnest($2::uuid[]) as person (profile_id) cross join unnest($3::text[]) as event (name)
      cross join lateral (
        select message_id, occurred_at, properties from occurrence
         where workspace_id = $1 and occurrence.profile_id = person.profile_id and occurrence.name = event.name
           and message_id <> all ($4) order by occurred_at desc limit ${MOST}) as found
      order by found.occurred_at desc`,
    [tx.workspaceId, wanted.profileIds, wanted.names, wanted.except],
  )
  return rows.map((row) => ({
    profileId: row.profile_id,
    name: row.name,
    messageId: row.message_id,
    at: row.occurred_at,
    properties: row.properties,
  }))
}

export async function removeOccurrencesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('delete from occurrence where workspace_id = $1 and occurred_at < $2', [tx.workspaceId, before])
}
