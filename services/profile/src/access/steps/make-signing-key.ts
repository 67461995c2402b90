import { type Tx } from '@polyphon/service-kit'
import { type Keyring, noteKeyInUse, type StoredKey, saveKey } from '@polyphon/service-kit/access'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { saveSigningKey } from '../store/signing-keys.js'
import { appendKeyChanged } from './append-key-changed.js'
import { aboutSigningKey } from './seal-signing-keys.js'

/**
 * Makes a key pair with which Polyphon signs tokens of a workspace: those of persons, or by its scopes those of staff. The private
 * half never leaves here, and is stored sealed.
 */
export async function makeSigningKey(
  tx: Tx,
  mode: 'live' | 'test',
  keyring: Keyring,
  scopes: readonly string[] = [],
): Promise<{ readonly keyId: string; readonly privateKey: JWK }> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)])
  const key: StoredKey = {
    keyId: tx.newId(),
    workspaceId: tx.workspaceId,
    kind: 'person',
    hash: null,
    publicKey,
    scopes,
    origins: [],
    unit: null,
    expiresAt: null,
    revokedAt: null,
    createdAt: tx.serverNow,
  }
  await saveKey(tx, key)
  const about = aboutSigningKey(tx.workspaceId, key.keyId)
  await saveSigningKey(tx, key.keyId, keyring.seal(JSON.stringify(privateKey), about))
  await noteKeyInUse(tx, keyring)
  appendKeyChanged(tx, key, mode)
  return { keyId: key.keyId, privateKey }
}
