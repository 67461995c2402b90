import { AppError, makeApiKey, readWorkspace, type StoredKey, saveKey, type Tx } from '@polyphon/service-kit'
import { ALL_SCOPES } from '../domain/access-key.js'
import { tellKey } from './tell-key.js'

export interface NewKey {
  readonly kind: StoredKey['kind']
  readonly scopes?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
  readonly publicKey?: StoredKey['publicKey'] | undefined
  readonly expiresAt?: Date | null | undefined
}

export interface CreatedKey extends StoredKey {
  /** Shown once; only its hash is stored. Null for a person key, whose secret half is its owner's. */
  readonly secret: string | null
}

/** Makes a credential of the workspace. */
export async function createKey(tx: Tx, input: NewKey): Promise<CreatedKey> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A key cannot be made for a workspace that does not exist.')
  if (input.expiresAt !== undefined && input.expiresAt !== null && input.expiresAt <= tx.now)
    throw new AppError('unprocessable', 'key_expired', 'A key cannot expire before it is made.', {
      faults: [{ pointer: '/body/expiresAt', code: 'key_expired', detail: 'Must lie in the future.' }],
    })
  const keyId = tx.newId()
  const made = input.kind === 'person' ? null : makeApiKey(keyId, input.kind, workspace.mode)
  const key: StoredKey = {
    keyId,
    workspaceId: tx.workspaceId,
    kind: input.kind,
    hash: made?.hash ?? null,
    publicKey: input.publicKey ?? null,
    scopes: input.kind === 'person' ? [] : (input.scopes ?? ALL_SCOPES),
    origins: input.origins ?? [],
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
    createdAt: tx.now,
  }
  await saveKey(tx, key)
  tellKey(tx, key, workspace.mode)
  return { ...key, secret: made?.secret ?? null }
}
