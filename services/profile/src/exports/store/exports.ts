import type { Tx } from '@polyphon/service-kit'
import type { ServiceName } from '@polyphon/values'
import type { PersonExport, WrittenPart } from '../domain/export.js'

export interface ExportRow {
  readonly export_id: string
  readonly profile_id: string
  readonly requested_at: Date
  readonly ends_at: Date
  readonly parts: PersonExport['parts']
  readonly ready_at: Date | null
  readonly expires_at: Date | null
  readonly fetching_until: Date | null
  readonly fetched_at: Date | null
  readonly failure: string | null
  readonly ended_at: Date | null
}

export const EXPORT_COLUMNS =
  'export_id, profile_id, requested_at, ends_at, parts, ready_at, expires_at, fetching_until, fetched_at, failure, ended_at'

export const toExport = (row: ExportRow): PersonExport => ({
  exportId: row.export_id,
  profileId: row.profile_id,
  requestedAt: row.requested_at,
  endsAt: row.ends_at,
  parts: row.parts,
  readyAt: row.ready_at,
  expiresAt: row.expires_at,
  fetchingUntil: row.fetching_until,
  fetchedAt: row.fetched_at,
  failure: row.failure,
  endedAt: row.ended_at,
})

export async function insertExport(
  tx: Tx,
  given: Pick<PersonExport, 'exportId' | 'profileId' | 'requestedAt' | 'endsAt'>,
): Promise<PersonExport> {
  const { rows } = await tx.query<ExportRow>(
    `insert into person_export (workspace_id, export_id, profile_id, requested_at, ends_at)
     values ($1, $2, $3, $4, $5) returning ${EXPORT_COLUMNS}`,
    [tx.workspaceId, given.exportId, given.profileId, given.requestedAt, given.endsAt],
  )
  const [row] = rows
  if (row === undefined) throw new Error('An export that was added has no row.')
  return toExport(row)
}

export const readExport = (tx: Tx, exportId: string): Promise<PersonExport | null> => find(tx, exportId, '')

/** Held until the transaction ends. */
export const lockExport = (tx: Tx, exportId: string): Promise<PersonExport | null> => find(tx, exportId, 'for update')

async function find(tx: Tx, exportId: string, lock: '' | 'for update'): Promise<PersonExport | null> {
  const { rows } = await tx.query<ExportRow>(
    `select ${EXPORT_COLUMNS} from person_export where workspace_id = $1 and export_id = $2 ${lock}`,
    [tx.workspaceId, exportId],
  )
  return rows[0] === undefined ? null : toExport(rows[0])
}

/** The export of somebody that is still being put together. */
export async function readRunning(tx: Tx, profileIds: readonly string[]): Promise<PersonExport | null> {
  const { rows } = await tx.query<ExportRow>(
    `select ${EXPORT_COLUMNS} from person_export
      where workspace_id = $1 and profile_id = any ($2::uuid[]) and ready_at is null and failure is null
      order by export_id limit 1`,
    [tx.workspaceId, profileIds],
  )
  return rows[0] === undefined ? null : toExport(rows[0])
}

/** The newest exports of somebody that are not over: under way, or there to be fetched. */
export async function readUnfetched(
  tx: Tx,
  profileIds: readonly string[],
  most: number,
): Promise<readonly PersonExport[]> {
  const { rows } = await tx.query<ExportRow>(
    `select ${EXPORT_COLUMNS} from person_export
      where workspace_id = $1 and profile_id = any ($2::uuid[]) and failure is null and fetched_at is null
        and ended_at is null and (expires_at is null or expires_at > $3)
      order by export_id desc limit $4`,
    [tx.workspaceId, profileIds, tx.serverNow, most],
  )
  return rows.map(toExport)
}

/** Stores it as it is now. */
export async function saveExport(tx: Tx, found: PersonExport): Promise<void> {
  await tx.query(
    `update person_export set ready_at = $3, expires_at = $4, fetching_until = $5, fetched_at = $6, failure = $7,
                              ended_at = $8, parts = $9
      where workspace_id = $1 and export_id = $2`,
    [
      tx.workspaceId,
      found.exportId,
      found.readyAt,
      found.expiresAt,
      found.fetchingUntil,
      found.fetchedAt,
      found.failure,
      found.endedAt,
      JSON.stringify(found.parts),
    ],
  )
}

export const withPart = (found: PersonExport, service: ServiceName, part: WrittenPart): PersonExport => ({
  ...found,
  parts: { ...found.parts, [service]: part },
})

export async function removeExport(tx: Tx, exportId: string): Promise<void> {
  await tx.query('delete from person_export where workspace_id = $1 and export_id = $2', [tx.workspaceId, exportId])
}
