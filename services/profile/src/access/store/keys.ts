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
  created_at: Date
}

export const KEY_COLUMNS = 'key_id, kind, public_key, scopes, origins, unit, expires_at, revoked_at, created_at'

/** A key without anything secret. */
export type ListedKey = Omit<StoredKey, 'hash' | 'workspaceId'>

export const toListedKey = (row: KeyRow): ListedKey => ({
  keyId: row.key_id,
  kind: row.kind,
  publicKey: row.public_key,
  scopes: row.scopes,
  origins: row.origins,
  unit: row.unit,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
})
