import type { FoldedLeaf } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'

/** A person's past up to a moment, folded for one version of a segment. */
export interface Progress {
  readonly profileId: string
  readonly segment: string
  readonly version: number
  readonly through: { readonly at: number; readonly position: number }
  /** What the `where` of its leaves ask of the person, as it was answered. */
  readonly person: string
  /** By the pointer of the leaf. */
  readonly leaves: Readonly<Record<string, FoldedLeaf>>
}

interface ProgressRow {
  profile_id: string
  segment: string
  version: number
  through_at: Date
  through_position: string
  person: string
  leaves: Progress['leaves']
}

/** What is folded for these people, of any of these segments. */
export async function readProgress(
  tx: Tx,
  profileIds: readonly string[],
  segments: readonly string[],
): Promise<readonly Progress[]> {
  if (profileIds.length === 0 || segments.length === 0) return []
  const { rows } = await tx.query<ProgressRow>(
    `select profile_id, segment, version, through_at, through_position, person, leaves from segment_progress
      where workspace_id = $1 and profile_id = any($2) and segment = any($3)`,
    [tx.workspaceId, profileIds, segments],
  )
  return rows.map((row) => ({
    profileId: row.profile_id,
    segment: row.segment,
    version: row.version,
    through: { at: row.through_at.getTime(), position: Number(row.through_position) },
    person: row.person,
    leaves: row.leaves,
  }))
}

export async function saveProgress(tx: Tx, progress: readonly Progress[]): Promise<void> {
  if (progress.length === 0) return
  const rows = progress.map(({ through, ...one }) => ({
    ...one,
    throughAt: new Date(through.at),
    throughPosition: through.position,
  }))
  await tx.query(
    `insert into segment_progress (workspace_id, profile_id, segment, version, through_at, through_position, person, leaves)
     select $1, "profileId", segment, version, "throughAt", "throughPosition", person, leaves
       from json_to_recordset($2) as given ("profileId" uuid, segment text, version integer, "throughAt" timestamptz,
         "throughPosition" bigint, person text, leaves json)
     on conflict (workspace_id, profile_id, segment)
     do update set version = excluded.version, through_at = excluded.through_at,
                   through_position = excluded.through_position, person = excluded.person, leaves = excluded.leaves`,
    [tx.workspaceId, JSON.stringify(rows)],
  )
}

/** Forgets what was folded, so that the whole past is read again. */
export async function removeProgress(
  tx: Tx,
  gone: readonly { readonly profileId: string; readonly segment: string }[],
): Promise<void> {
  if (gone.length === 0) return
  await tx.query(
    `delete from segment_progress using json_to_recordset($2) as gone ("profileId" uuid, segment text)
      where workspace_id = $1 and profile_id = gone."profileId" and segment_progress.segment = gone.segment`,
    [tx.workspaceId, JSON.stringify(gone)],
  )
}

/** The same for everything of people who turned out to be one: what either did belongs between what the other did. */
export async function removeProgressOf(tx: Tx, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await tx.query('delete from segment_progress where workspace_id = $1 and profile_id = any($2)', [
    tx.workspaceId,
    profileIds,
  ])
}
