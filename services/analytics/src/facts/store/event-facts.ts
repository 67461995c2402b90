import type { Tx } from '@polyphon/service-kit'
import type { Fact } from '../domain/fact.js'

/** Keeps each event once. Rows are written in the order of their ids, so that two writers never wait for each other. */
export async function appendEvents(tx: Tx, facts: readonly Fact[]): Promise<void> {
  await tx.query(
    `insert into fact (workspace_id, event_id, type, profile_id, occurred_at, channel, dimensions, properties)
     select $1, incoming."eventId", incoming.type, incoming."profileId", incoming."occurredAt", incoming.channel, incoming.dimensions,
            incoming.properties
       from json_to_recordset($2) as incoming ("eventId" uuid, type text, "profileId" uuid, "occurredAt" timestamptz,
            channel text, dimensions jsonb, properties jsonb)
      order by incoming."eventId"
     on conflict (workspace_id, event_id) do nothing
     returning 1`,
    [tx.workspaceId, JSON.stringify(facts)],
  )
}
