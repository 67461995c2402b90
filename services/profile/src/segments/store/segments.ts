import { type Condition, countingEveryKind } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import type { Stored } from '@polyphon/service-kit/definitions'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { compileSegments, type Segment, type SegmentSet } from '../domain/segment.js'
import { holdStamp, readStamp } from './segment-stamp.js'

interface SegmentRow {
  key: string
  version: number
  name: string
  condition: Condition
  purpose: string
  /** From before events, pages and screens of one name were told apart. */
  counts_every_kind: boolean
  created_at: Date
  published_at: Date
  archived_at: Date | null
}

const COLUMNS = 'key, version, name, condition, purpose, counts_every_kind, created_at, published_at, archived_at'

// Whoever is in an archived segment leaves it, as nobody fulfils it any more.
const NOBODY: Condition = { any: [] }

function conditionOf(
  row: Readonly<Record<keyof Pick<SegmentRow, 'condition' | 'counts_every_kind'>, unknown>>,
): Condition {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what was read as a condition is stored
  return (row.counts_every_kind === true ? countingEveryKind(row.condition) : row.condition) as Condition
}

const toSegment = (row: SegmentRow): Segment => ({
  key: row.key,
  version: row.version,
  name: row.name,
  condition: row.archived_at === null ? conditionOf(row) : NOBODY,
  purpose: row.purpose,
  createdAt: row.created_at,
  publishedAt: row.published_at,
  isArchived: row.archived_at !== null,
})

/** All segments of the workspace by key. */
export async function readSegments(tx: Tx): Promise<readonly Segment[]> {
  const { rows } = await tx.query<SegmentRow>(
    `select ${COLUMNS} from segment where workspace_id = $1 and version > 0
      order by key`,
    [tx.workspaceId],
  )
  return rows.map(toSegment)
}

export async function readSegment(tx: Tx, key: string): Promise<Segment | null> {
  const { rows } = await tx.query<SegmentRow>(
    `select ${COLUMNS} from segment where workspace_id = $1 and key = $2
      and version > 0`,
    [tx.workspaceId, key],
  )
  return rows[0] === undefined ? null : toSegment(rows[0])
}

/** What is published of a segment, without what its table keeps for everybody. */
export type SegmentContent = Pick<Segment, 'name' | 'condition' | 'purpose'>

/** How a version stands in its columns. */
export const storedSegment: Stored<SegmentContent> = {
  columns: ['name', 'condition', 'purpose', 'counts_every_kind'],
  write: ({ name, condition, purpose }) => [name, JSON.stringify(condition), purpose, false],
  read: (row) => ({
    name: String(row['name']),
    condition: conditionOf({ condition: row['condition'], counts_every_kind: row['counts_every_kind'] }),
    purpose: String(row['purpose']),
  }),
}

/** Keeps the newest version beside the key, which is what everybody is evaluated by. */
export async function saveNewest(tx: Tx, segment: Segment): Promise<void> {
  const { key, name, condition, purpose, createdAt, publishedAt } = segment
  await tx.query(
    `update segment set name = $3, condition = $4, counts_every_kind = false, created_at = $5, published_at = $6,
            purpose = $7
      where workspace_id = $1 and key = $2`,
    [tx.workspaceId, key, name, JSON.stringify(condition), createdAt, publishedAt, purpose],
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
export const holdSegmentSet = async (tx: Tx): Promise<SegmentSet> => segmentSetOf(tx, await holdStamp(tx))

/** The same as they are now, held by nobody: whoever decides by it that nothing is to be done holds them and looks again. */
export const peekSegmentSet = async (tx: Tx): Promise<SegmentSet> => segmentSetOf(tx, await readStamp(tx))

async function segmentSetOf(tx: Tx, stamp: string | null): Promise<SegmentSet> {
  if (stamp === null) return []
  const known = compiled.get(tx.workspaceId)
  if (known?.stamp === stamp) return known.segments
  const segments = compileSegments(await readSegments(tx), await readPurposeRules(tx))
  if (compiled.size >= MOST_WORKSPACES) compiled.clear()
  compiled.set(tx.workspaceId, { stamp, segments })
  return segments
}

/** Keys of the segments in use that have one of these purposes, in their order. */
export async function readKeysOfPurpose(tx: Tx, purpose: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ key: string }>(
    `select key from segment where workspace_id = $1 and purpose = $2 and version > 0 and archived_at is null order by key`,
    [tx.workspaceId, purpose],
  )
  return rows.map(({ key }) => key)
}

/** The purposes of segments, by key. */
export async function readPurposes(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ key: string; purpose: string }>(
    'select key, purpose from segment where workspace_id = $1 and key = any($2)',
    [tx.workspaceId, keys],
  )
  return new Map(rows.map(({ key, purpose }) => [key, purpose]))
}

/** What segments are called and what they are for, by key. */
export async function readTitles(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Pick<Segment, 'name' | 'purpose'>>> {
  if (keys.length === 0) return new Map()
  const { rows } = await tx.query<Pick<SegmentRow, 'key' | 'name' | 'purpose'>>(
    'select key, name, purpose from segment where workspace_id = $1 and key = any($2) and version > 0',
    [tx.workspaceId, keys],
  )
  return new Map(rows.map(({ key, ...title }) => [key, title]))
}
