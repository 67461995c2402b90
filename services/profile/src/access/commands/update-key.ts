import type { Tx } from '@polyphon/service-kit'
import { readKey, readWorkspace, refuseExpired, saveKey } from '@polyphon/service-kit/access'
import { decideUpdate } from '../domain/access-key.js'
import { appendKeyChanged } from '../steps/append-key-changed.js'
import { KEY_REFUSALS } from '../steps/key-refusals.js'
import { refuseMore } from '../steps/refuse-more.js'
import { type ListedKey, lockKeys, readListedKey, saveLabel } from '../store/keys.js'

export interface KeyUpdate {
  readonly keyId: string
  /** Null takes it away; undefined leaves it. */
  readonly label: string | null | undefined
  /** From when on the key is refused; null: never, undefined: as it is. */
  readonly expiresAt: Date | null | undefined
  /** What whoever changes it may do: who lets a key live longer grants it anew. */
  readonly held: readonly string[]
}

/**
 * Changes how a key is called and when it ends. Throws `key_unknown` (404), `key_ended` and `last_key` (409), `scope_not_held` (403)
 * and `key_expired` (422).
 */
export async function updateKey(tx: Tx, { keyId, label, expiresAt, held }: KeyUpdate): Promise<ListedKey> {
  const decision = decideUpdate(await lockKeys(tx), { keyId, expiresAt }, tx.serverNow)
  if (decision.outcome === 'refused') throw KEY_REFUSALS[decision.code]()
  const key = await readKey(tx, keyId)
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (key === null || workspace === null) throw new Error('A key or its workspace is gone while it is held.')
  if (expiresAt !== undefined && decision.isNew) {
    refuseExpired(expiresAt, tx.serverNow)
    if (decision.livesLonger) refuseMore(key.kind === 'person' ? ['profile:impersonate'] : key.scopes, held)
    const changed = { ...key, expiresAt }
    await saveKey(tx, changed)
    appendKeyChanged(tx, changed, workspace.mode)
  }
  if (label !== undefined) await saveLabel(tx, keyId, label)
  const updated = await readListedKey(tx, keyId)
  if (updated === null) throw new Error('A key that is held cannot be read.')
  return updated
}
