import type { Tx } from '../db/tx.js'
import type { AnyKind, Definition } from './definition-kind.js'

/** What is being written and not published yet. */
export interface Draft {
  readonly body: unknown
  readonly savedAt: Date
}

/** The state of a key, locked. */
export interface Head {
  readonly key: string
  /** The newest one; 0 if none was published yet. */
  readonly version: number
  readonly archivedAt: Date | null
  readonly draft: Draft | null
  /** How often a draft was saved. */
  readonly revision: number
}

interface HeadRow {
  readonly key: string
  readonly version: number
  readonly archived_at: Date | null
  readonly draft: unknown
  readonly draft_revision: number
  readonly draft_saved_at: Date | null
}

const toHead = (row: HeadRow): Head => ({
  key: row.key,
  version: row.version,
  archivedAt: row.archived_at,
  draft: row.draft_saved_at === null ? null : { body: row.draft, savedAt: row.draft_saved_at },
  revision: row.draft_revision,
})

const tableOf = (kind: AnyKind): string => kind.table ?? kind.name
const columnsOf = (kind: AnyKind): readonly string[] => kind.stored?.columns ?? ['definition']
const HEAD = 'key, version, archived_at, draft, draft_revision, draft_saved_at'

/** Locks a key until the end of the transaction; null where there is none. */
export async function lockHead(tx: Tx, kind: AnyKind, key: string): Promise<Head | null> {
  const { rows } = await tx.query<HeadRow>(
    `select ${HEAD} from ${tableOf(kind)} where workspace_id = $1 and key = $2 for update`,
    [tx.workspaceId, key],
  )
  return rows[0] === undefined ? null : toHead(rows[0])
}

/** The same, and takes a key that nobody has taken. */
export async function lockOrMakeHead(tx: Tx, kind: AnyKind, key: string): Promise<Head> {
  await tx.query(
    `insert into ${tableOf(kind)} (workspace_id, key, version) values ($1, $2, 0) on conflict do nothing`,
    [tx.workspaceId, key],
  )
  const head = await lockHead(tx, kind, key)
  if (head === null) throw new Error('A key that was just taken is not there.')
  return head
}

export async function readHead(tx: Tx, kind: AnyKind, key: string): Promise<Head | null> {
  const { rows } = await tx.query<HeadRow>(
    `select ${HEAD} from ${tableOf(kind)} where workspace_id = $1 and key = $2`,
    [tx.workspaceId, key],
  )
  return rows[0] === undefined ? null : toHead(rows[0])
}

interface VersionRow extends Readonly<Record<string, unknown>> {
  readonly key: string
  readonly version: number
  readonly published_at: Date
  readonly created_at: Date
  readonly archived_at: Date | null
  readonly definition?: unknown
}

function toDefinition(kind: AnyKind, row: VersionRow): Definition<unknown> {
  const { definition } = row
  const asJson = (): unknown => (typeof definition === 'string' ? JSON.parse(definition) : definition)
  return {
    key: row.key,
    version: row.version,
    content: kind.stored === undefined ? asJson() : kind.stored.read(row),
    publishedAt: row.published_at,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  }
}

// The tables and columns are those of our own kinds.
const selectOf = (kind: AnyKind): string => `
  select v.key, v.version, v.published_at, h.archived_at, ${columnsOf(kind)
    .map((column) => `v.${column}`)
    .join(', ')},
         (select f.published_at from ${tableOf(kind)}_version f
           where f.workspace_id = h.workspace_id and f.key = h.key and f.version = 1) as created_at
    from ${tableOf(kind)} h join ${tableOf(kind)}_version v on v.workspace_id = h.workspace_id and v.key = h.key`

/** The newest version, or the one that is asked for. */
export async function readDefinition(
  tx: Tx,
  kind: AnyKind,
  key: string,
  version?: number,
): Promise<Definition<unknown> | null> {
  const { rows } = await tx.query<VersionRow>(
    `${selectOf(kind)} where h.workspace_id = $1 and h.key = $2 and v.version = coalesce($3, h.version)`,
    [tx.workspaceId, key, version ?? null],
  )
  return rows[0] === undefined ? null : toDefinition(kind, rows[0])
}

/** A condition over the versions `v`, and what its parameter holds. */
export interface Condition {
  sql(value: string): string
  readonly value: unknown
}

/** The newest versions by key, those behind `after`; archived ones, or those in use. */
export async function readDefinitions(
  tx: Tx,
  kind: AnyKind,
  page: {
    readonly after: string
    readonly most: number
    readonly areArchived: boolean
    readonly conditions?: readonly Condition[]
  },
): Promise<readonly Definition<unknown>[]> {
  const { conditions = [] } = page
  const { rows } = await tx.query<VersionRow>(
    `${selectOf(kind)} and v.version = h.version
      where h.workspace_id = $1 and h.key > $2 collate "C" and (h.archived_at is not null) = $3
            ${conditions.map(({ sql }, at) => `and (${sql(`$${at + 5}`)})`).join(' ')}
      order by h.key collate "C" limit $4`,
    [tx.workspaceId, page.after, page.areArchived, page.most, ...conditions.map(({ value }) => value)],
  )
  return rows.map((row) => toDefinition(kind, row))
}

/** The versions of a key, the newest first, those before `before`. */
export async function readVersions(
  tx: Tx,
  kind: AnyKind,
  key: string,
  page: { readonly before: number; readonly most: number },
): Promise<readonly Definition<unknown>[]> {
  const { rows } = await tx.query<VersionRow>(
    `${selectOf(kind)} where h.workspace_id = $1 and h.key = $2 and v.version < $3 order by v.version desc limit $4`,
    [tx.workspaceId, key, page.before, page.most],
  )
  return rows.map((row) => toDefinition(kind, row))
}

/** Stores a version as the newest. */
export async function saveVersion(
  tx: Tx,
  kind: AnyKind,
  { key, version, content, publishedAt }: Definition<unknown>,
): Promise<void> {
  const columns = columnsOf(kind)
  const values = kind.stored === undefined ? [JSON.stringify(content)] : kind.stored.write(content)
  const numbers = columns.map((_, index) => `$${index + 5}`).join(', ')
  await tx.query(
    `with published as (
       insert into ${tableOf(kind)}_version (workspace_id, key, version, published_at, ${columns.join(', ')})
       values ($1, $2, $3, $4, ${numbers}))
     update ${tableOf(kind)} set version = $3 where workspace_id = $1 and key = $2`,
    [tx.workspaceId, key, version, publishedAt, ...values],
  )
}

export async function saveArchived(tx: Tx, kind: AnyKind, key: string, archivedAt: Date | null): Promise<void> {
  await tx.query(`update ${tableOf(kind)} set archived_at = $3 where workspace_id = $1 and key = $2`, [
    tx.workspaceId,
    key,
    archivedAt,
  ])
}

/** Keeps a draft, or none; revisions are counted on, so that none is ever taken for another. */
export async function saveDraft(tx: Tx, kind: AnyKind, key: string, draft: Draft | null): Promise<void> {
  await tx.query(
    `update ${tableOf(kind)} set draft = $3, draft_saved_at = $4, draft_revision = draft_revision + $5
      where workspace_id = $1 and key = $2`,
    [
      tx.workspaceId,
      key,
      draft === null ? null : JSON.stringify(draft.body),
      draft?.savedAt ?? null,
      draft === null ? 0 : 1,
    ],
  )
}
