import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { SettingsError } from '../settings/load-settings.js'
import { AppError } from '../values/errors.js'
import type { Keyring } from './keyring.js'

const PROOF = 'polyphon secrets'
const aboutProof = (keyId: string): string => `secrets_key ${keyId}`

interface KeyInUse {
  readonly key_id: string
  readonly proof: string
  readonly complete: boolean
}

/**
 * Notes that the current key seals something in this database, in the transaction that does so. The proof tells a wrong key
 * at the next start, before anybody asks for a secret.
 */
export async function noteKeyInUse(tx: Tx, keyring: Keyring): Promise<void> {
  await tx.query('insert into secrets_key (key_id, proof) values ($1, $2) on conflict (key_id) do nothing', [
    keyring.currentId,
    keyring.seal(PROOF, aboutProof(keyring.currentId)),
  ])
}

/**
 * Checks at start that every key in use is there and the right one, else names SECRETS_KEYS; then seals anew, workspace by
 * workspace, what is not sealed with the current key. Nothing is looked through when all is sealed already.
 */
export async function sealAtStart(
  db: Database,
  keyring: Keyring,
  sealWorkspace: (tx: Tx) => Promise<void>,
): Promise<void> {
  const inUse = await db.transact(null, readKeysInUse, { readOnly: true })
  const faults = inUse.flatMap((key) => faultOf(key, keyring) ?? [])
  if (faults.length > 0) throw new SettingsError(faults.map((detail) => ({ name: 'SECRETS_KEYS', detail })))
  const [only] = inUse
  if (inUse.length === 1 && only?.key_id === keyring.currentId && only.complete) return
  await db.transact(null, (tx) => noteKeyInUse(tx, keyring))
  const ids = await db.transact(
    null,
    async (tx) => (await tx.query<{ workspace_id: string }>('select workspace_id from workspace')).rows,
  )
  for (const { workspace_id: id } of ids) await db.transact(id, sealWorkspace)
  await db.transact(null, async (tx) => {
    await tx.query('delete from secrets_key where key_id <> $1', [keyring.currentId])
    await tx.query('update secrets_key set complete = true where key_id = $1', [keyring.currentId])
  })
}

async function readKeysInUse(tx: Tx): Promise<readonly KeyInUse[]> {
  return (await tx.query<KeyInUse>('select key_id, proof, complete from secrets_key order by key_id')).rows
}

function faultOf({ key_id: keyId, proof }: KeyInUse, keyring: Keyring): string | null {
  if (!keyring.has(keyId)) return `lacks the key ${keyId}, with which secrets in the database are sealed`
  try {
    keyring.open(proof, aboutProof(keyId))
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `has another key ${keyId} than the one with which secrets in the database are sealed`
  }
}
