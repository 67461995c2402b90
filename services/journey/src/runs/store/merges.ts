import type { Tx } from '@polyphon/service-kit'

interface Merge {
  readonly survivorId: string
  readonly absorbedId: string
}

/** Moves the runs of an absorbed person to the survivor. Returns whether there were any. */
export async function moveRuns(tx: Tx, { survivorId, absorbedId }: Merge): Promise<boolean> {
  // Locked in the order of their ids first: the update alone would take them as they come.
  await tx.query('select run_id from run where workspace_id = $1 and profile_id = $2 order by run_id for update', [
    tx.workspaceId,
    absorbedId,
  ])
  const { rowCount } = await tx.query('update run set profile_id = $3 where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    absorbedId,
    survivorId,
  ])
  return rowCount !== 0
}

export async function moveTraces(tx: Tx, { survivorId, absorbedId }: Merge): Promise<void> {
  await tx.query('update run_trace set profile_id = $3 where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    absorbedId,
    survivorId,
  ])
}

export async function moveOccurrences(tx: Tx, { survivorId, absorbedId }: Merge): Promise<void> {
  await tx.query('update occurrence set profile_id = $3 where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    absorbedId,
    survivorId,
  ])
}

export async function moveEntries(tx: Tx, { survivorId, absorbedId }: Merge): Promise<void> {
  await tx.query(
    `with gone as (delete from entry where workspace_id = $1 and profile_id = $2
       returning journey, tried_at, refused_code, refused_because, refused_at)
     insert into entry (workspace_id, journey, profile_id, tried_at, refused_code, refused_because, refused_at)
     select $1, journey, $3, tried_at, refused_code, refused_because, refused_at from gone order by journey
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, absorbedId, survivorId],
  )
}

/** The read copy only: messaging decides which of two permissions counts, and publishes it. */
export async function movePermissions(tx: Tx, { survivorId, absorbedId }: Merge): Promise<void> {
  await tx.query(
    `with gone as (delete from permission where workspace_id = $1 and profile_id = $2
       returning channel, topic, state, occurred_at)
     insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at)
     select $1, $3, channel, topic, state, occurred_at from gone order by channel, topic
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, absorbedId, survivorId],
  )
}
