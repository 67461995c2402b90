import type { Tx } from '@polyphon/service-kit'
import type { TimelineItem } from '../domain/timeline.js'

export interface WantedItems {
  /** The id that the person has now; what happened under absorbed ids is theirs too. */
  readonly profileId: string
  readonly types: readonly string[]
  /** Only what says one of these under the name. */
  readonly saying?: { readonly name: string; readonly values: readonly string[] }
  readonly most: number
}

interface Row extends Omit<TimelineItem, 'occurredAt'> {
  readonly occurred_at: Date
}

/** What other services have told of somebody under these types of events, the newest first. */
export async function readItemsOfTypes(tx: Tx, wanted: WantedItems): Promise<readonly TimelineItem[]> {
  const { profileId, types, saying, most } = wanted
  if (saying?.values.length === 0) return []
  const { rows } = await tx.query<Row>(
    `with own as (
       select $2::uuid as profile_id
       union all
       select old_id from profile_alias where workspace_id = $1 and canonical_id = $2::uuid)
     select found.* from own cross join lateral (
       select item_id as id, kind, occurred_at, type, service, data, position from timeline_item
        where workspace_id = $1 and profile_id = own.profile_id and type = any ($3)
          and ($4::text is null or data ->> $4::text = any ($5::text[]))
        order by occurred_at desc, position desc limit $6) found
      order by occurred_at desc, position desc limit $6`,
    [tx.workspaceId, profileId, types, saying?.name ?? null, saying?.values ?? null, most],
  )
  return rows.map(({ id, kind, occurred_at: occurredAt, type, service, data }) => {
    return { id, kind, occurredAt, type, service, data }
  })
}
