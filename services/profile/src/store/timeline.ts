import type { Tx } from '@polyphon/service-kit'

export const TIMELINE_KINDS = ['interaction', 'message', 'feedback', 'journey', 'segment', 'work'] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

export interface TimelineItem {
  readonly id: string
  readonly kind: TimelineKind
  readonly occurredAt: Date
  readonly type: string
  readonly service: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Adds facts to the timelines of the people they are about; a fact that is there already changes nothing. */
export async function saveTimelineItems(
  tx: Tx,
  items: readonly (TimelineItem & { readonly profileId: string })[],
): Promise<void> {
  if (items.length === 0) return
  await tx.query(
    `insert into timeline_item (workspace_id, profile_id, occurred_at, item_id, kind, service, type, data)
     select $1, "profileId", "occurredAt", id, kind, service, type, data
       from json_to_recordset($2)
         as item (id uuid, "profileId" uuid, "occurredAt" timestamptz, kind text, service text, type text, data jsonb)
     on conflict do nothing`,
    [tx.workspaceId, JSON.stringify(items)],
  )
}
