import { randomBytes } from 'node:crypto'
import { forgettingKeyChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { type Keyring, noteKeyInUse } from '@polyphon/service-kit/access'
import { addForgettingKey, readForgettingKey, replaceForgettingKey } from '../store/forgotten.js'

const KEY_BYTES = 32

/** What the sealed key opens together with. */
const aboutForgettingKey = (workspaceId: string): string => `forgetting_key ${workspaceId}`

export const openForgettingKey = (tx: Tx, keyring: Keyring, sealed: string): string =>
  keyring.open(sealed, aboutForgettingKey(tx.workspaceId))

/** The key under which identifiers of this workspace are hashed, in base64; made when there is none. */
export async function requireForgettingKey(tx: Tx, keyring: Keyring): Promise<string> {
  const fresh = randomBytes(KEY_BYTES).toString('base64')
  const sealed = keyring.seal(fresh, aboutForgettingKey(tx.workspaceId))
  if (await addForgettingKey(tx, sealed)) {
    await noteKeyInUse(tx, keyring)
    outbox.append(tx, forgettingKeyChanged, { sealed })
    return fresh
  }
  const stored = await readForgettingKey(tx)
  if (stored === null) throw new Error('A key that is there cannot be read.')
  return openForgettingKey(tx, keyring, stored.sealed)
}

/** Seals it anew where the key that seals is another one. */
export async function sealForgettingKey(tx: Tx, keyring: Keyring): Promise<void> {
  const stored = await readForgettingKey(tx)
  if (stored === null || keyring.isCurrent(stored.sealed)) return
  const sealed = keyring.seal(openForgettingKey(tx, keyring, stored.sealed), aboutForgettingKey(tx.workspaceId))
  await replaceForgettingKey(tx, sealed)
  await noteKeyInUse(tx, keyring)
  outbox.append(tx, forgettingKeyChanged, { sealed })
}
