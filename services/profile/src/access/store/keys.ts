import type { Tx } from '@polyphon/service-kit'
import type { StoredKey } from '@polyphon/service-kit/access'
import type { KeyState } from '../domain/access-key.js'

interface StateRow {
  key_id: string
  kind: KeyState['kind']
  scopes: string[]
  expires_at: Date | null
  revoked_at: Date | null
}

/** The keys of the workspace, held until the end of the transaction, so that two keys cannot revoke each other. */
export async function lockKeys(tx: Tx): Promise<readonly KeyState[]> {
  const { rows } = await tx.query<StateRow>(
    `select key_id, kind, scopes, expires_at, revoked_at from access_key
      where workspace_id = $1 order by key_id for no key update`,
    [tx.workspaceId],
  )
  return rows.map((row) => ({
    keyId: row.key_id,
    kind: row.kind,
    scopes: row.scopes,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }))
}

export interface KeyRow extends StateRow {
  public_key: Record<string, unknown> | null
  origins: string[]
  unit: string | null
  label: string | null
  created_at: Date
}

export const KEY_COLUMNS = 'key_id, kind, public_key, scopes, origins, unit, label, expires_at, revoked_at, created_at'

/** A key without anything secret. */
export interface ListedKey extends Omit<StoredKey, 'hash' | 'workspaceId'> {
  /** What whoever manages keys calls it. */
  readonly label: string | null
}

export const toListedKey = (row: KeyRow): ListedKey => ({
  keyId: row.key_id,
  kind: row.kind,
  publicKey: row.public_key,
  scopes: row.scopes,
  origins: row.origins,
  unit: row.unit,
  label: row.label,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
})

/** A key of the workspace; null where there is none of this id. */
export async function readListedKey(tx: Tx, keyId: string): Promise<ListedKey | null> {
  const { rows } = await tx.query<KeyRow>(
    `select ${KEY_COLUMNS} from access_key where workspace_id = $1 and key_id = $2`,
    [tx.workspaceId, keyId],
  )
  return rows[0] === undefined ? null : toListedKey(rows[0])
}

export async function saveLabel(tx: Tx, keyId: string, label: string | null): Promise<void> {
  await tx.query('update access_key set label = $3 where workspace_id = $1 and key_id = $2', [
    tx.workspaceId,
    keyId,
    label,
  ])
}

/** Has a key called like the one that it comes after. */
export async function copyLabel(tx: Tx, formerId: string, keyId: string): Promise<void> {
  await tx.query(
    `update access_key set label = former.label from access_key former
      where access_key.workspace_id = $1 and access_key.key_id = $3
        and former.workspace_id = $1 and former.key_id = $2`,
    [tx.workspaceId, formerId, keyId],
  )
}
