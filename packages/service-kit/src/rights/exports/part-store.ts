import type { Tx } from '../../db/tx.js'
import type { ExportCursor } from '../../personal/export.js'

/** What of a person is asked for. */
export interface ExportRequest {
  readonly requestId: string
  readonly profileId: string
  readonly absorbedIds: readonly string[]
  /** The state of the person that a copy has to have read first. */
  readonly revision: number
  /** From then on nobody waits for it. */
  readonly endsAt: Date
}

/** What this service writes of a person, as far as it has come. */
export interface ExportPart extends ExportRequest {
  readonly cursor: ExportCursor | null
  readonly pieces: number
  /** How many rows were written, by table. */
  readonly counts: Readonly<Record<string, number>>
  /** The copy of people had not read everything in time. */
  readonly isBehind: boolean
  readonly begunAt: Date
  readonly preparedAt: Date | null
}

interface PartRow {
  readonly request_id: string
  readonly profile_id: string
  readonly absorbed_ids: readonly string[]
  readonly revision: string
  readonly cursor: ExportCursor | null
  readonly pieces: number
  readonly counts: Readonly<Record<string, number>>
  readonly is_behind: boolean
  readonly begun_at: Date
  readonly ends_at: Date
  readonly prepared_at: Date | null
}

/** Adds what is to be written; false where it was asked for before. */
export async function addPart(tx: Tx, request: ExportRequest): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into export_part (workspace_id, request_id, profile_id, absorbed_ids, revision, begun_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      tx.workspaceId,
      request.requestId,
      request.profileId,
      request.absorbedIds,
      request.revision,
      tx.serverNow,
      request.endsAt,
    ],
  )
  return (rowCount ?? 0) > 0
}

/** Held until the transaction ends; null where the person, or the request, is no more. */
export async function lockPart(tx: Tx, requestId: string): Promise<ExportPart | null> {
  const { rows } = await tx.query<PartRow>(
    `select request_id, profile_id, absorbed_ids, revision, cursor, pieces, counts, is_behind, begun_at, ends_at, prepared_at
       from export_part where workspace_id = $1 and request_id = $2 for update`,
    [tx.workspaceId, requestId],
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    requestId: row.request_id,
    profileId: row.profile_id,
    absorbedIds: row.absorbed_ids,
    revision: Number(row.revision),
    cursor: row.cursor,
    pieces: row.pieces,
    counts: row.counts,
    isBehind: row.is_behind,
    begunAt: row.begun_at,
    endsAt: row.ends_at,
    preparedAt: row.prepared_at,
  }
}

export async function savePart(tx: Tx, part: ExportPart): Promise<void> {
  await tx.query(
    `update export_part set cursor = $3, pieces = $4, counts = $5, is_behind = $6, prepared_at = $7
      where workspace_id = $1 and request_id = $2`,
    [
      tx.workspaceId,
      part.requestId,
      part.cursor === null ? null : JSON.stringify(part.cursor),
      part.pieces,
      JSON.stringify(part.counts),
      part.isBehind,
      part.preparedAt,
    ],
  )
}

export async function removePart(tx: Tx, requestId: string): Promise<void> {
  await tx.query('delete from export_part where workspace_id = $1 and request_id = $2', [tx.workspaceId, requestId])
}

/** Whether the copy of people has read this state of the person, or what became of them since. */
export async function hasReadPerson(tx: Tx, { profileId, revision }: ExportRequest): Promise<boolean> {
  const { rows } = await tx.query(
    `select from person where workspace_id = $1 and profile_id = $2 and revision >= $3
     union all
     select from profile_alias where workspace_id = $1 and old_id = $2 limit 1`,
    [tx.workspaceId, profileId, revision],
  )
  return rows.length > 0
}
