import type { Tx } from '@polyphon/service-kit'

// An advisory lock, because row locks let an endless stream of readers keep a writer waiting for ever.
const LOCK = 7_140_322

/**
 * Holds the workspace's segments as they are until the end of the transaction: whoever publishes one waits until
 * everybody who is being evaluated by the old ones has been, so that nobody is missed by the back-fill. Answers which state
 * of the segments this is; null when none was ever published.
 */
export async function holdStamp(tx: Tx): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, $2))', [tx.workspaceId, LOCK])
  // A statement of its own: its snapshot is younger than the wait for whoever has just published.
  return readStamp(tx)
}

/** Which state of the segments this is; the next may be published at any moment. */
export async function readStamp(tx: Tx): Promise<string | null> {
  const { rows } = await tx.query<{ stamp: string }>('select stamp from segment_stamp where workspace_id = $1', [
    tx.workspaceId,
  ])
  return rows[0]?.stamp ?? null
}

/** The same without waiting: false while somebody publishes a segment, or waits to. */
export async function tryHoldSegments(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ held: boolean }>(
    'select pg_try_advisory_xact_lock_shared(hashtextextended($1, $2)) as held',
    [tx.workspaceId, LOCK],
  )
  return rows[0]?.held === true
}

/** Waits for everybody who is evaluating segments; others wait until this transaction ends. */
export async function claimSegments(tx: Tx): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, $2))', [tx.workspaceId, LOCK])
}

/** Makes everybody read the segments anew. */
export async function renewStamp(tx: Tx): Promise<void> {
  await tx.query(
    `insert into segment_stamp (workspace_id, stamp) values ($1, $2)
     on conflict (workspace_id) do update set stamp = excluded.stamp`,
    [tx.workspaceId, tx.newId()],
  )
}
