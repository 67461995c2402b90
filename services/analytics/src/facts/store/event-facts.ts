import { interactionRecorded } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { DeletedInteraction, Fact } from '../domain/fact.js'

/** Keeps each event once, in the month in which it is taken in, whenever it occurred. Answers the ids of those that are new. */
export async function appendEvents(tx: Tx, facts: readonly Fact[]): Promise<ReadonlySet<string>> {
  const byId = new Map(facts.toReversed().map((fact) => [fact.eventId, fact]))
  const freshIds = new Set(await noteFacts(tx, [...byId.keys()]))
  const fresh = [...freshIds].flatMap((id) => byId.get(id) ?? [])
  if (fresh.length === 0) return freshIds
  await tx.query(
    `insert into fact (workspace_id, event_id, type, profile_id, occurred_at, taken_at, channel, dimensions, properties)
     select $1, incoming."eventId", incoming.type, incoming."profileId", incoming."occurredAt", $3, incoming.channel,
            incoming.dimensions, incoming.properties
       from json_to_recordset($2) as incoming ("eventId" uuid, type text, "profileId" uuid, "occurredAt" timestamptz,
            channel text, dimensions jsonb, properties jsonb)
     returning 1`,
    [tx.workspaceId, JSON.stringify(fresh), tx.now],
  )
  return freshIds
}

/**
 * Notes that these events are taken in now, and answers those that never were before. Rows are written in the order of their
 * ids, so that two writers never wait for each other.
 */
async function noteFacts(tx: Tx, eventIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ event_id: string }>(
    `insert into seen_fact (workspace_id, event_id, month)
     select $1, event_id, month_of($3::timestamptz) from unnest($2::uuid[]) as incoming (event_id)
      order by event_id
     on conflict do nothing
     returning event_id`,
    [tx.workspaceId, eventIds, tx.now],
  )
  return rows.map((row) => row.event_id)
}

/**
 * Keeps no more one fact of what somebody did. It is known by whose it is, what and when: of several that are the same in all
 * of that one goes, whichever it is.
 */
export async function removeInteraction(tx: Tx, interaction: DeletedInteraction): Promise<void> {
  const { profileIds, kind, name, occurredAt } = interaction
  await tx.query(
    `delete from fact
      where workspace_id = $1 and type = $2 and occurred_at = $3 and event_id = (
        select event_id from fact
         where workspace_id = $1 and type = $2 and occurred_at = $3 and profile_id = any($4)
           and dimensions ->> 'kind' = $5 and dimensions ->> 'name' is not distinct from $6
         order by event_id limit 1)`,
    [tx.workspaceId, interactionRecorded.type, occurredAt, profileIds, kind, name],
  )
}
