import { type Tx } from '@polyphon/service-kit'
import { type Keyring, noteKeyInUse } from '@polyphon/service-kit/access'
import { lockStoredKeys, replaceWithSealed, type StoredSigningKey } from '../store/signing-keys.js'

/** What the sealed private half of a key opens together with. */
export const aboutSigningKey = (workspaceId: string, keyId: string): string => `signing_key ${workspaceId} ${keyId}`

/** Seals the private halves of this workspace that are plain, or sealed with a key that no longer seals. */
export async function sealSigningKeys(tx: Tx, keyring: Keyring): Promise<void> {
  for (const stored of await lockStoredKeys(tx)) {
    if (stored.sealed !== null && keyring.isCurrent(stored.sealed)) continue
    const about = aboutSigningKey(tx.workspaceId, stored.keyId)
    await replaceWithSealed(tx, stored.keyId, keyring.seal(plainOf(stored, keyring, about), about))
    await noteKeyInUse(tx, keyring)
  }
}

const plainOf = ({ sealed, plain }: StoredSigningKey, keyring: Keyring, about: string): string =>
  sealed === null ? JSON.stringify(plain) : keyring.open(sealed, about)
