import type { Tx } from '@polyphon/service-kit'

/** Stores the sealed private half of a key. */
export async function saveSigningKey(tx: Tx, keyId: string, sealed: string): Promise<void> {
  await tx.query('insert into signing_key (workspace_id, key_id, sealed, created_at) values ($1, $2, $3, $4)', [
    tx.workspaceId,
    keyId,
    sealed,
    tx.serverNow,
  ])
}

/** A private half as it is stored; plain only until the next start after an upgrade. */
export interface StoredSigningKey {
  readonly keyId: string
  readonly sealed: string | null
  readonly plain: unknown
}

interface KeyRow {
  key_id: string
  sealed: string | null
  private_key: unknown
}

const toStored = (row: KeyRow): StoredSigningKey => ({
  keyId: row.key_id,
  sealed: row.sealed,
  plain: row.private_key,
})

/** The newest key of these scopes with which Polyphon may sign for this workspace; null when the last one was revoked. */
export async function readSigningKey(tx: Tx, scopes: readonly string[]): Promise<StoredSigningKey | null> {
  const { rows } = await tx.query<KeyRow>(
    `select s.key_id, s.sealed, s.private_key from signing_key s
       join access_key a on a.key_id = s.key_id and a.workspace_id = s.workspace_id
      where s.workspace_id = $1 and a.revoked_at is null and a.scopes = $2
      order by s.created_at desc, s.key_id desc limit 1`,
    [tx.workspaceId, scopes],
  )
  const [row] = rows
  return row === undefined ? null : toStored(row)
}

/** All private halves of the workspace, revoked ones included, held until the end of the transaction. */
export async function lockStoredKeys(tx: Tx): Promise<readonly StoredSigningKey[]> {
  const { rows } = await tx.query<KeyRow>(
    'select key_id, sealed, private_key from signing_key where workspace_id = $1 order by key_id for update',
    [tx.workspaceId],
  )
  return rows.map(toStored)
}

/** From now on the private half is there only as sealed. */
export async function replaceWithSealed(tx: Tx, keyId: string, sealed: string): Promise<void> {
  await tx.query('update signing_key set sealed = $3, private_key = null where workspace_id = $1 and key_id = $2', [
    tx.workspaceId,
    keyId,
    sealed,
  ])
}
