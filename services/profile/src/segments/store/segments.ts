import type { Condition } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { compileSegments, type Segment, type SegmentSet } from '../domain/segment.js'
import { holdStamp } from './segment-stamp.js'

interface SegmentRow {
  key: string
  version: number
  name: string
  condition: Condition
  created_at: Date
  published_at: Date
}

const COLUMNS = 'key, version, name, condition, created_at, published_at'

const toSegment = (row: SegmentRow): Segment => ({
  key: row.key,
  version: row.version,
  name: row.name,
  condition: row.condition,
  createdAt: row.created_at,
  publishedAt: row.published_at,
})

/** All segments of the workspace by key. */
export async function readSegments(tx: Tx): Promise<readonly Segment[]> {
  const { rows } = await tx.query<SegmentRow>(`select ${COLUMNS} from segment where workspace_id = $1 order by key`, [
    tx.workspaceId,
  ])
  return rows.map(toSegment)
}

export async function readSegment(tx: Tx, key: string): Promise<Segment | null> {
  const { rows } = await tx.query<SegmentRow>(`select ${COLUMNS} from segment where workspace_id = $1 and key = $2`, [
    tx.workspaceId,
    key,
  ])
  return rows[0] === undefined ? null : toSegment(rows[0])
}

/** A page of segments by key. */
export async function readSegmentPage(
  tx: Tx,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Segment[]> {
  const { rows } = await tx.query<SegmentRow>(
    `select ${COLUMNS} from segment where workspace_id = $1 and key > $2 collate "C" order by key collate "C" limit $3`,
    [tx.workspaceId, page.after, page.limit],
  )
  return rows.map(toSegment)
}

/** Whether the newest version of a segment says just this. */
export async function isPublished(tx: Tx, segment: Pick<Segment, 'key' | 'name' | 'condition'>): Promise<boolean> {
  const { rows } = await tx.query(
    'select from segment where workspace_id = $1 and key = $2 and name = $3 and condition = $4::jsonb',
    [tx.workspaceId, segment.key, segment.name, JSON.stringify(segment.condition)],
  )
  return rows.length > 0
}

/** Stores a new version, as the newest and in the history. */
export async function saveSegment(tx: Tx, segment: Segment): Promise<void> {
  await tx.query(
    `with history as (
       insert into segment_version (workspace_id, key, version, name, condition, published_at)
       values ($1, $2, $3, $4, $5, $7))
     insert into segment (workspace_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (workspace_id, key) do update set version = excluded.version, name = excluded.name,
       condition = excluded.condition, published_at = excluded.published_at`,
    [
      tx.workspaceId,
      segment.key,
      segment.version,
      segment.name,
      JSON.stringify(segment.condition),
      segment.createdAt,
      segment.publishedAt,
    ],
  )
}

interface Compiled {
  readonly stamp: string
  readonly segments: SegmentSet
}

// A stamp is never used twice, so an entry is right as long as its stamp is.
const compiled = new Map<string, Compiled>()
const MOST_WORKSPACES = 1_000

/** The workspace's segments, compiled, in the order in which they must be judged; held until the end of the transaction. */
export async function holdSegmentSet(tx: Tx): Promise<SegmentSet> {
  const stamp = await holdStamp(tx)
  if (stamp === null) return []
  const known = compiled.get(tx.workspaceId)
  if (known?.stamp === stamp) return known.segments
  const segments = compileSegments(await readSegments(tx))
  if (compiled.size >= MOST_WORKSPACES) compiled.clear()
  compiled.set(tx.workspaceId, { stamp, segments })
  return segments
}
