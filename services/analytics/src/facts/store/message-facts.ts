import type { Tx } from '@polyphon/service-kit'
import type { MessageFact } from '../domain/fact.js'

/** Keeps when a message first came to each state, in whatever order that was reported. */
export async function appendMessages(tx: Tx, messages: readonly MessageFact[]): Promise<void> {
  await tx.query(
    `insert into message_fact (workspace_id, message_id, state, event_id, profile_id, occurred_at, channel, class,
            topic, template, locale, touchpoint)
     select distinct on (incoming."messageId", incoming.state) $1::uuid, incoming."messageId", incoming.state, incoming."eventId",
            incoming."profileId", incoming."occurredAt", incoming.channel, incoming.class, incoming.topic, incoming.template, incoming.locale,
            incoming.touchpoint
       from json_to_recordset($2) as incoming ("messageId" uuid, state text, "eventId" uuid, "profileId" uuid,
            "occurredAt" timestamptz, channel text, class text, topic text, template text, locale text,
            touchpoint text)
      order by incoming."messageId", incoming.state, incoming."occurredAt", incoming."eventId"
     on conflict (workspace_id, message_id, state) do update
        set event_id = excluded.event_id, profile_id = excluded.profile_id, occurred_at = excluded.occurred_at,
            channel = excluded.channel, class = excluded.class, topic = excluded.topic, template = excluded.template,
            locale = excluded.locale, touchpoint = excluded.touchpoint
      where (excluded.occurred_at, excluded.event_id) < (message_fact.occurred_at, message_fact.event_id)
     returning 1`,
    [tx.workspaceId, JSON.stringify(messages)],
  )
}
