import type { Tx } from '@polyphon/service-kit'
import type { Progress } from '../domain/folding.js'

/** How what is folded of people's pasts changes. */
export interface ProgressChanges {
  /** People who turned out to be one: what either did belongs between what the other did. */
  readonly forgottenOf: readonly string[]
  /** What is of no use any more, so that the whole past is read again. */
  readonly forgotten: readonly { readonly profileId: string; readonly segment: string }[]
  readonly saved: readonly Progress[]
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

/** Stores how what is folded has changed. */
export async function saveProgressChanges(tx: Tx, changes: ProgressChanges): Promise<void> {
  await removeProgressOf(tx, changes.forgottenOf)
  await removeProgress(tx, changes.forgotten)
  await saveProgress(tx, changes.saved)
}

async function saveProgress(tx: Tx, progress: readonly Progress[]): Promise<void> {
  if (progress.length === 0) return
  const rows = progress.map(({ through, ...rest }) => ({
    ...rest,
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
                   through_position = excluded.through_position, person = excluded.person, leaves = excluded.leaves
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows)],
  )
}

async function removeProgress(tx: Tx, forgotten: ProgressChanges['forgotten']): Promise<void> {
  if (forgotten.length === 0) return
  await tx.query(
    `delete from segment_progress using json_to_recordset($2) as gone ("profileId" uuid, segment text)
      where workspace_id = $1 and profile_id = gone."profileId" and segment_progress.segment = gone.segment`,
    [tx.workspaceId, JSON.stringify(forgotten)],
  )
}

async function removeProgressOf(tx: Tx, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return
  await tx.query('delete from segment_progress where workspace_id = $1 and profile_id = any($2)', [
    tx.workspaceId,
    profileIds,
  ])
}
