import type { Tx } from '@polyphon/service-kit'

export type JourneyStatus = 'live' | 'stopped'

/** A journey without its definition. */
export interface JourneyState {
  readonly key: string
  readonly version: number
  readonly status: JourneyStatus
}

/** A version of a journey as it was put, with the journey's status. */
export interface StoredJourney extends JourneyState {
  readonly definition: string
  readonly publishedAt: Date
}

/** Locks a journey, so that versions are counted without gaps; null when there is none of this key. */
export async function lockJourney(tx: Tx, key: string): Promise<JourneyState | null> {
  const { rows } = await tx.query<JourneyState>(
    'select key, version, status from journey where workspace_id = $1 and key = $2 for update',
    [tx.workspaceId, key],
  )
  return rows[0] ?? null
}

/** Keeps journeys from being stopped or published anew until this transaction ends; returns their states. */
export async function lockJourneysShared(tx: Tx, keys: readonly string[]): Promise<readonly JourneyState[]> {
  if (keys.length === 0) return []
  const { rows } = await tx.query<JourneyState>(
    'select key, version, status from journey where workspace_id = $1 and key = any($2) order by key for share',
    [tx.workspaceId, keys],
  )
  return rows
}

/** Takes a key that is not taken yet; returns false if somebody was faster. */
export async function insertJourney(tx: Tx, key: string): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into journey (workspace_id, key, version, status, created_at, updated_at)
     values ($1, $2, 0, 'stopped', $3, $3) on conflict do nothing returning 1`,
    [tx.workspaceId, key, tx.now],
  )
  return rows.length === 1
}

export async function saveJourneyState(tx: Tx, state: JourneyState): Promise<void> {
  await tx.query('update journey set version = $3, status = $4, updated_at = $5 where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    state.key,
    state.version,
    state.status,
    tx.now,
  ])
}

/** From now on every run that began up to this moment is to end. */
export async function markRunsToEnd(tx: Tx, key: string): Promise<void> {
  await tx.query('update journey set runs_end_before = $3 where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
    tx.now,
  ])
}

export async function saveVersion(
  tx: Tx,
  version: { readonly key: string; readonly version: number; readonly definition: string },
): Promise<void> {
  await tx.query(
    `insert into journey_version (workspace_id, key, version, definition, published_at) values ($1, $2, $3, $4, $5)`,
    [tx.workspaceId, version.key, version.version, version.definition, tx.now],
  )
}

interface JourneyRow {
  readonly key: string
  readonly version: number
  readonly status: JourneyStatus
  readonly definition: string
  readonly published_at: Date
}

const toStored = ({ published_at: publishedAt, ...row }: JourneyRow): StoredJourney => ({ ...row, publishedAt })

/** Reads a version of a journey, the newest by default. */
export async function readJourneyVersion(tx: Tx, key: string, version?: number): Promise<StoredJourney | null> {
  const { rows } = await tx.query<JourneyRow>(
    `select version.key, version.version, journey.status, version.definition, version.published_at
       from journey join journey_version version on version.workspace_id = journey.workspace_id
        and version.key = journey.key and version.version = coalesce($3, journey.version)
      where journey.workspace_id = $1 and journey.key = $2`,
    [tx.workspaceId, key, version ?? null],
  )
  return rows[0] ? toStored(rows[0]) : null
}

export async function listJourneyVersions(
  tx: Tx,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly StoredJourney[]> {
  const { rows } = await tx.query<JourneyRow>(
    `select version.key, version.version, journey.status, version.definition, version.published_at
       from journey join journey_version version on version.workspace_id = journey.workspace_id
        and version.key = journey.key and version.version = journey.version
      where journey.workspace_id = $1 and ($2::text is null or journey.key > $2)
      order by journey.key limit $3`,
    [tx.workspaceId, page.after, page.limit],
  )
  return rows.map(toStored)
}
