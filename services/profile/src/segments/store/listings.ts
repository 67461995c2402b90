import type { Tx } from '@polyphon/service-kit'

// What was written under an absorbed id is theirs as long as it stands for them.
const IDS = `select p.id as profile_id, p.id from unnest($2::uuid[]) p (id)
  union all
  select a.canonical_id, a.old_id from profile_alias a where a.workspace_id = $1 and a.canonical_id = any($2)`

/** The lists that people are on, by person and segment, each with what has put them there first. */
export async function readListings(
  tx: Tx,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const { rows } = await tx.query<{ profile_id: string; listed: Record<string, string> }>(
    `select profile_id, jsonb_object_agg(segment, because) as listed
       from (select distinct on (ids.profile_id, l.segment) ids.profile_id, l.segment, l.because
               from (${IDS}) ids join segment_listing l on l.workspace_id = $1 and l.profile_id = ids.id
              order by ids.profile_id, l.segment, l.added_at, l.profile_id) first
      group by profile_id`,
    [tx.workspaceId, profileIds],
  )
  return new Map(rows.map((row) => [row.profile_id, row.listed]))
}

interface NewListing {
  readonly profileId: string
  /** The id that was named, which a split may give to somebody else. */
  readonly writtenFor: string
  readonly segment: string
  readonly because: string
}

/** Puts somebody on a list; false where they, or who they were, are on it already. */
export async function insertListing(tx: Tx, { profileId, writtenFor, segment, because }: NewListing): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into segment_listing (workspace_id, profile_id, segment, added_at, because)
     select $1, $6, $3, $4, $5
      where not exists (select from (${IDS}) ids join segment_listing l
                          on l.workspace_id = $1 and l.profile_id = ids.id and l.segment = $3)
     returning 1`,
    [tx.workspaceId, [profileId], segment, tx.now, because, writtenFor],
  )
  return rowCount === 1
}

/** Takes somebody from a list, under every id that stands for them; false where they were not on it. */
export async function removeListing(
  tx: Tx,
  { profileId, segment }: { readonly profileId: string; readonly segment: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `delete from segment_listing
      where workspace_id = $1 and segment = $3 and profile_id in (select ids.id from (${IDS}) ids)`,
    [tx.workspaceId, [profileId], segment],
  )
  return (rowCount ?? 0) > 0
}
