import type { Tx } from '@polyphon/service-kit'
import type { StoredKey } from '@polyphon/service-kit/access'
import type { KeyState } from '../domain/access-key.js'

interface KeyRow {
  key_id: string
  kind: KeyState['kind']
  scopes: string[]
  expires_at: Date | null
  revoked_at: Date | null
}

/** The keys of the workspace, held until the end of the transaction, so that two keys cannot revoke each other. */
export async function lockKeys(tx: Tx): Promise<readonly KeyState[]> {
  const { rows } = await tx.query<KeyRow>(
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

interface ListRow extends KeyRow {
  public_key: Record<string, unknown> | null
  origins: string[]
  created_at: Date
}

/** A page of the workspace's keys, newest first, without anything secret. */
export async function readKeyPage(
  tx: Tx,
  page: { readonly before: readonly [createdAt: Date, keyId: string] | null; readonly limit: number },
): Promise<readonly Omit<StoredKey, 'hash' | 'workspaceId'>[]> {
  const { rows } = await tx.query<ListRow>(
    `select key_id, kind, public_key, scopes, origins, expires_at, revoked_at, created_at from access_key
      where workspace_id = $1
        and ($2::timestamptz is null or (created_at, key_id) < ($2::timestamptz, $3::uuid))
      order by created_at desc, key_id desc limit $4`,
    [tx.workspaceId, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit],
  )
  return rows.map((row) => ({
    keyId: row.key_id,
    kind: row.kind,
    publicKey: row.public_key,
    scopes: row.scopes,
    origins: row.origins,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
  }))
}
