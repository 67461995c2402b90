import type { PersonTokenRequest, Tx } from '@polyphon/service-kit'

type PrivateKey = PersonTokenRequest['privateKey']

export async function saveSigningKey(tx: Tx, keyId: string, privateKey: PrivateKey): Promise<void> {
  await tx.query('insert into signing_key (workspace_id, key_id, private_key, created_at) values ($1, $2, $3, $4)', [
    tx.workspaceId,
    keyId,
    JSON.stringify(privateKey),
    tx.now,
  ])
}

/** The newest key with which Polyphon may sign for this workspace; null when the last one was revoked. */
export async function readSigningKey(
  tx: Tx,
): Promise<{ readonly keyId: string; readonly privateKey: PrivateKey } | null> {
  const { rows } = await tx.query<{ key_id: string; private_key: PrivateKey }>(
    `select s.key_id, s.private_key from signing_key s
       join access_key a on a.key_id = s.key_id and a.workspace_id = s.workspace_id
      where s.workspace_id = $1 and a.revoked_at is null
      order by s.created_at desc, s.key_id desc limit 1`,
    [tx.workspaceId],
  )
  const row = rows[0]
  return row === undefined ? null : { keyId: row.key_id, privateKey: row.private_key }
}
