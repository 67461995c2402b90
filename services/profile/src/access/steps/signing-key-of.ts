import { type Tx } from '@polyphon/service-kit'
import { type Keyring, type PersonTokenRequest, readWorkspace } from '@polyphon/service-kit/access'
import { readSigningKey } from '../store/signing-keys.js'
import { makeSigningKey } from './make-signing-key.js'
import { aboutSigningKey } from './seal-signing-keys.js'

type SigningKey = Pick<PersonTokenRequest, 'keyId' | 'privateKey'>

/** The key with which Polyphon signs tokens of this workspace, for persons or by its scopes for staff; made where there is none. */
export const signingKeyOf = async (tx: Tx, keyring: Keyring, scopes: readonly string[] = []): Promise<SigningKey> =>
  (await findSigningKey(tx, keyring, scopes)) ?? (await makeSigningKey(tx, await modeOf(tx), keyring, scopes))

async function findSigningKey(tx: Tx, keyring: Keyring, scopes: readonly string[]): Promise<SigningKey | null> {
  const stored = await readSigningKey(tx, scopes)
  if (stored === null) return null
  const { keyId, sealed, plain } = stored
  const opened: unknown =
    sealed === null ? plain : JSON.parse(keyring.open(sealed, aboutSigningKey(tx.workspaceId, keyId)))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `makeSigningKey` has exported it
  return { keyId, privateKey: opened as SigningKey['privateKey'] }
}

async function modeOf(tx: Tx): Promise<'live' | 'test'> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A caller belongs to a workspace that does not exist.')
  return workspace.mode
}
