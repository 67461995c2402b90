import type { Tx } from '../db/tx.js'
import type { Kept } from './decide-access-put.js'
import {
  KEY_COLUMNS,
  type KeyRow,
  keyValues,
  toKey,
  toWorkspace,
  WORKSPACE_COLUMNS,
  type WorkspaceRow,
  workspaceValues,
} from './store.js'
import type { StoredKey, Workspace } from './workspace.js'

interface Putable {
  put_by_call: boolean
}

/** A workspace, held until the end of the transaction, and whether a call has put it or profile has said it. */
export async function lockKeptWorkspace(tx: Tx, workspaceId: string): Promise<Kept<Workspace> | null> {
  const { rows } = await tx.query<WorkspaceRow & Putable>(
    `select ${WORKSPACE_COLUMNS}, put_by_call from workspace where workspace_id = $1 for no key update`,
    [workspaceId],
  )
  return rows[0] === undefined ? null : { row: toWorkspace(rows[0]), isPutByCall: rows[0].put_by_call }
}

/** The same of a key, in whichever workspace it is. */
export async function lockKeptKey(tx: Tx, keyId: string): Promise<Kept<StoredKey> | null> {
  const { rows } = await tx.query<KeyRow & Putable>(
    `select ${KEY_COLUMNS}, put_by_call from access_key where key_id = $1 for no key update`,
    [keyId],
  )
  return rows[0] === undefined ? null : { row: toKey(rows[0]), isPutByCall: rows[0].put_by_call }
}

/** Makes the row of a workspace. False when there is one already, or when another workspace has its key. */
export async function addWorkspace(tx: Tx, workspace: Workspace, isPutByCall: boolean): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into workspace (${WORKSPACE_COLUMNS}, put_by_call)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning 1`,
    [...workspaceValues(workspace), isPutByCall],
  )
  return rows.length === 1
}

/** Makes the row of a key; false when there is one already. */
export async function addKey(tx: Tx, key: StoredKey, isPutByCall: boolean): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into access_key (${KEY_COLUMNS}, put_by_call)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning 1`,
    [...keyValues(key), isPutByCall],
  )
  return rows.length === 1
}

/** Changes a workspace that was put by call. Whoever waits for it sees it as it is then. */
export async function changeWorkspace(tx: Tx, workspace: Workspace): Promise<void> {
  const { id, name, timeZone, locale, settings, version } = workspace
  await tx.query(
    `update workspace set name = $2, time_zone = $3, locale = $4, settings = $5, version = $6
      where workspace_id = $1 and put_by_call`,
    [id, name, timeZone, locale, JSON.stringify(settings), version],
  )
}

/** Changes a key that was put by call. Whoever waits for it sees it as it is then. */
export async function changeKey(tx: Tx, key: StoredKey): Promise<void> {
  await tx.query(
    `update access_key set hash = $2, public_key = $3, scopes = $4, origins = $5, expires_at = $6, revoked_at = $7
      where key_id = $1 and put_by_call`,
    [
      key.keyId,
      key.hash,
      key.publicKey === null ? null : JSON.stringify(key.publicKey),
      key.scopes,
      key.origins,
      key.expiresAt,
      key.revokedAt,
    ],
  )
}

/** Lets go of a key that was put by call, so that another row can take its place. */
export async function dropPutKey(tx: Tx, keyId: string): Promise<void> {
  await tx.query('delete from access_key where key_id = $1 and put_by_call', [keyId])
}

/** Lets go of a workspace that was put by call, so that another row can take its place. */
export async function dropPutWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.query('delete from workspace where workspace_id = $1 and put_by_call', [workspaceId])
}

/**
 * Takes a workspace's key from another one that was put by call: profile has given it away. The other one goes on under its
 * id. Answers the ids of those that were renamed.
 */
export async function freeWorkspaceKey(tx: Tx, key: string, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ workspace_id: string }>(
    // A name that nobody can choose: one that is taken would have profile's word refused.
    `update workspace set key = 'put:' || workspace_id where key = $1 and workspace_id <> $2 and put_by_call
     returning workspace_id`,
    [key, workspaceId],
  )
  return rows.map((row) => row.workspace_id)
}

/** Whether another workspace has this key. */
export async function isWorkspaceKeyTaken(tx: Tx, key: string, workspaceId: string): Promise<boolean> {
  const { rows } = await tx.query('select from workspace where key = $1 and workspace_id <> $2', [key, workspaceId])
  return rows.length > 0
}
