import type { Tx } from '@polyphon/service-kit'
import type { Position, Positioned } from '@polyphon/service-kit/lists'
import type { OwnedTimelineItem, TimelineItem, TimelineKind } from '../domain/timeline.js'

/** Adds facts to the timelines of the people they are about; a fact that is there already changes nothing. Answers the ids of those that are new. */
export async function saveTimelineItems(tx: Tx, items: readonly OwnedTimelineItem[]): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set()
  const { rows } = await tx.query<{ item_id: string }>(
    `insert into timeline_item (workspace_id, profile_id, occurred_at, item_id, kind, service, type, data)
     select $1, "profileId", "occurredAt", id, kind, service, type, data
       from json_to_recordset($2)
         as item (id text, "profileId" uuid, "occurredAt" timestamptz, kind text, service text, type text, data jsonb)
     on conflict do nothing
     returning item_id`,
    [tx.workspaceId, JSON.stringify(items)],
  )
  return new Set(rows.map((row) => row.item_id))
}

export interface TimelineRange {
  /** The id that the person has now; what happened under absorbed ids is theirs too. */
  readonly profileId: string
  readonly kind: TimelineKind | null
  readonly from: Date | null
  /** Only what happened before this moment. */
  readonly to: Date | null
  /** Only what comes behind this position. */
  readonly behind: Position | null
  readonly limit: number
}

/** An item with its position: its moment, within which its position in the order of arrival decides, and its id. */
export type PositionedItem = Positioned<TimelineItem, Position>

interface ItemRow {
  id: string
  position: string
  at: string
  kind: TimelineKind
  occurred_at: Date
  type: string
  service: string
  data: Record<string, unknown>
}

// The same window over both tables, each read along its own index and cut before they are put together.
const WINDOW = `
  ($4::timestamptz is null or occurred_at < $4::timestamptz)
  and ($9::timestamptz is null or occurred_at >= $9::timestamptz)
  and ($5::timestamptz is null or occurred_at <= $5::timestamptz)
  and ($5::timestamptz is null or occurred_at < $5::timestamptz or position < $6::bigint
       or (position = $6::bigint and id collate "C" > $7))`
const ORDER = `order by occurred_at desc, position desc, id collate "C" limit $8`

const TIMELINE = `
  with own as (
    select $2::uuid as profile_id
    union all
    select old_id from profile_alias where workspace_id = $1 and canonical_id = $2::uuid)
  select id, position, kind, occurred_at, occurred_at::text as at, type, service, data from (
    select found.id, found.position, 'interaction' as kind, found.occurred_at,
           'profile.interaction_recorded.v1' as type, 'profile' as service,
           json_build_object('messageId', found.id, 'kind', found.kind, 'name', name,
             'properties', coalesce(doc -> 'properties', '{}'), 'traits', doc -> 'traits', 'groupId', group_id,
             'identifiers', coalesce(doc -> 'identifiers', '[]'), 'context', coalesce(doc -> 'context', '{}'),
             'channel', channel, 'receivedAt',
             to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as data
      from own cross join lateral (
      -- Documents are read of the page alone: of a long past that is most of the work.
      select * from (
        select message_id as id, position, profile_id, kind, name, occurred_at, received_at, group_id, channel, doc
          from interaction where workspace_id = $1) interaction
       where profile_id = own.profile_id and ($3::text is null or $3 = 'interaction') and ${WINDOW}
       ${ORDER}) found
    union all
    select found.* from own cross join lateral (
      select id, position, kind, occurred_at, type, service, data::json from (
        select item_id as id, position, profile_id, kind, occurred_at, type, service, data
          from timeline_item where workspace_id = $1) item
       where profile_id = own.profile_id and ($3::text is null or kind = $3) and ${WINDOW}
       ${ORDER}) found) everything
  ${ORDER}`

/** A page of what happened to a person, newest first and, within a millisecond, what arrived last first. */
export async function readTimeline(tx: Tx, range: TimelineRange): Promise<readonly PositionedItem[]> {
  const { rows } = await tx.query<ItemRow>(TIMELINE, [
    tx.workspaceId,
    range.profileId,
    range.kind,
    range.to,
    range.behind?.[0] ?? null,
    range.behind?.[1] ?? null,
    range.behind?.[2] ?? null,
    range.limit,
    range.from,
  ])
  return rows.map((row) => ({
    item: {
      id: row.id,
      kind: row.kind,
      occurredAt: row.occurred_at,
      type: row.type,
      service: row.service,
      data: row.data,
    },
    position: [row.at, row.position, row.id],
  }))
}
