import type { Tx } from '@polyphon/service-kit'
import { makeApiKey, readKey, readWorkspace, type StoredKey, saveKey } from '@polyphon/service-kit/access'
import { decideRotation } from '../domain/access-key.js'
import { appendKeyChanged } from '../steps/append-key-changed.js'
import { KEY_REFUSALS } from '../steps/key-refusals.js'
import { refuseMore } from '../steps/refuse-more.js'
import { copyLabel, lockKeys } from '../store/keys.js'

export interface RotatedKey extends StoredKey {
  /** Shown once; only its hash is stored. */
  readonly secret: string
  /** From when on the former one is refused. */
  readonly formerExpiresAt: Date
}

interface Rotation {
  readonly keyId: string
  readonly overlapMs: number
  /** What whoever rotates may do: a key grants no more than that. */
  readonly held: readonly string[]
}

/** Gives a key a successor that may do the same; both count until the overlap is over. */
export async function rotateKey(tx: Tx, { keyId, overlapMs, held }: Rotation): Promise<RotatedKey> {
  // Whoever revokes or rotates it at this moment is waited for.
  const isOurs = (await lockKeys(tx)).some((key) => key.keyId === keyId)
  const former = isOurs ? await readKey(tx, keyId) : null
  const decision = decideRotation(former, overlapMs, tx.serverNow)
  if (decision.outcome === 'refused') throw KEY_REFUSALS[decision.code]()
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (former === null || former.kind === 'person' || workspace === null)
    throw new Error('A key or its workspace is gone while it is held.')
  refuseMore(former.scopes, held)
  const { formerExpiresAt, expiresAt } = decision
  const newId = tx.newId()
  const { hash, secret } = makeApiKey(newId, former.kind, workspace.mode)
  const ending: StoredKey = { ...former, expiresAt: formerExpiresAt }
  const key: StoredKey = { ...former, keyId: newId, hash, expiresAt, createdAt: tx.serverNow }
  for (const each of [key, ending]) {
    await saveKey(tx, each)
    appendKeyChanged(tx, each, workspace.mode)
  }
  await copyLabel(tx, keyId, newId)
  return { ...key, secret, formerExpiresAt }
}
