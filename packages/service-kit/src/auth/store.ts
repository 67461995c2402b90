import { quotasOf, storedZone } from '@polyphon/values'
import type { JWK } from 'jose'
import type { Tx } from '../db/tx.js'
import type { StoredKey, Workspace } from './workspace.js'

export interface KeyRow {
  key_id: string
  workspace_id: string
  kind: StoredKey['kind']
  hash: string | null
  public_key: JWK | null
  scopes: string[]
  origins: string[]
  unit: string | null
  expires_at: Date | null
  revoked_at: Date | null
  created_at: Date
}

export const KEY_COLUMNS =
  'key_id, workspace_id, kind, hash, public_key, scopes, origins, expires_at, revoked_at, created_at, unit'

/** What a key has in these columns. */
export const keyValues = (key: StoredKey): readonly unknown[] => [
  key.keyId,
  key.workspaceId,
  key.kind,
  key.hash,
  key.publicKey === null ? null : JSON.stringify(key.publicKey),
  key.scopes,
  key.origins,
  key.expiresAt,
  key.revokedAt,
  key.createdAt,
  key.unit,
]

export const toKey = (row: KeyRow): StoredKey => ({
  keyId: row.key_id,
  workspaceId: row.workspace_id,
  kind: row.kind,
  hash: row.hash,
  publicKey: row.public_key,
  scopes: row.scopes,
  origins: row.origins,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
  unit: row.unit,
})

export async function readKey(tx: Tx, keyId: string): Promise<StoredKey | null> {
  const { rows } = await tx.query<KeyRow>(`select ${KEY_COLUMNS} from access_key where key_id = $1`, [keyId])
  return rows[0] ? toKey(rows[0]) : null
}

export async function readPersonKeys(tx: Tx, workspaceId: string): Promise<readonly StoredKey[]> {
  const { rows } = await tx.query<KeyRow>(
    `select ${KEY_COLUMNS} from access_key where workspace_id = $1 and kind = 'person' and revoked_at is null`,
    [workspaceId],
  )
  return rows.map(toKey)
}

/** Keys of a workspace, oldest first. */
export async function readKeys(tx: Tx, workspaceId: string): Promise<readonly StoredKey[]> {
  const { rows } = await tx.query<KeyRow>(
    `select ${KEY_COLUMNS} from access_key where workspace_id = $1 order by created_at, key_id`,
    [workspaceId],
  )
  return rows.map(toKey)
}

/** Stores a key as it is now; a revocation, once there, stays. */
export async function saveKey(tx: Tx, key: StoredKey): Promise<void> {
  await tx.query(
    `insert into access_key (${KEY_COLUMNS})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (key_id) do update set scopes = excluded.scopes, origins = excluded.origins,
       expires_at = excluded.expires_at, revoked_at = coalesce(access_key.revoked_at, excluded.revoked_at)`,
    keyValues(key),
  )
}

export interface WorkspaceRow {
  workspace_id: string
  key: string
  name: string
  mode: Workspace['mode']
  time_zone: string
  locale: string
  default_region: string | null
  settings: Record<string, unknown>
  version: number
  suspended_at: Date | null
  quotas: Record<string, unknown>
  created_at: Date
}

export const readWorkspace = (tx: Tx, workspaceId: string): Promise<Workspace | null> =>
  readWorkspaceRow(tx, workspaceId, '')

/** The workspace of the transaction, to be changed: whoever else wants to change it waits. */
export const lockWorkspace = (tx: Tx): Promise<Workspace | null> =>
  readWorkspaceRow(tx, tx.workspaceId, ' for no key update')

export const WORKSPACE_COLUMNS =
  'workspace_id, key, name, mode, time_zone, locale, default_region, settings, version, created_at, suspended_at, quotas'

/** What a workspace has in these columns. */
export const workspaceValues = (workspace: Workspace): readonly unknown[] => [
  workspace.id,
  workspace.key,
  workspace.name,
  workspace.mode,
  workspace.timeZone,
  workspace.locale,
  workspace.defaultRegion,
  JSON.stringify(workspace.settings),
  workspace.version,
  workspace.createdAt,
  workspace.suspendedAt,
  JSON.stringify(workspace.quotas),
]

async function readWorkspaceRow(tx: Tx, workspaceId: string, lock: string): Promise<Workspace | null> {
  const { rows } = await tx.query<WorkspaceRow>(
    `select ${WORKSPACE_COLUMNS} from workspace where workspace_id = $1${lock}`,
    [workspaceId],
  )
  return rows[0] === undefined ? null : toWorkspace(rows[0])
}

export const toWorkspace = (row: WorkspaceRow): Workspace => ({
  id: row.workspace_id,
  key: row.key,
  name: row.name,
  mode: row.mode,
  timeZone: storedZone(row.time_zone),
  locale: row.locale,
  defaultRegion: row.default_region,
  settings: row.settings,
  version: row.version,
  suspendedAt: row.suspended_at,
  quotas: quotasOf(row.quotas),
  createdAt: row.created_at,
})

/** Stores a workspace as it is now. Answers false when its key is taken by another one, or when it is deleted and gone. */
export async function saveWorkspace(tx: Tx, workspace: Workspace): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into workspace (${WORKSPACE_COLUMNS})
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
      where not exists (select from workspace where key = $2 and workspace_id <> $1)
        and not exists (select from deleted_workspace where workspace_id = $1)
     on conflict (workspace_id) do update set name = excluded.name, time_zone = excluded.time_zone,
       locale = excluded.locale, default_region = excluded.default_region, settings = excluded.settings,
       version = excluded.version, suspended_at = excluded.suspended_at, quotas = excluded.quotas
     returning 1`,
    workspaceValues(workspace),
  )
  return rows.length === 1
}

/** Remembers which workspace an id belongs to that a stranger will name later. */
export async function saveLocator(tx: Tx, kind: string, id: string): Promise<void> {
  await tx.query('insert into locator (kind, id, workspace_id) values ($1, $2, $3) on conflict do nothing', [
    kind,
    id,
    tx.workspaceId,
  ])
}

/** The same for many ids of one kind in one statement. */
export async function saveLocators(tx: Tx, kind: string, ids: readonly string[]): Promise<void> {
  await tx.query(
    'insert into locator (kind, id, workspace_id) select $1, id, $3 from unnest($2::text[]) as id on conflict do nothing',
    [kind, ids, tx.workspaceId],
  )
}

export async function readLocator(tx: Tx, kind: string, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ workspace_id: string }>(
    'select workspace_id from locator where kind = $1 and id = $2',
    [kind, id],
  )
  return rows[0]?.workspace_id ?? null
}
