import type { Tx } from '@polyphon/service-kit'
import { readKey, readWorkspace, saveKey } from '@polyphon/service-kit/access'
import { decideRevocation } from '../domain/access-key.js'
import { appendKeyChanged } from '../steps/append-key-changed.js'
import { KEY_REFUSALS } from '../steps/key-refusals.js'
import { lockKeys } from '../store/keys.js'

/** Takes a credential back for good; every service refuses it within seconds. */
export async function revokeKey(tx: Tx, keyId: string): Promise<void> {
  const decision = decideRevocation(await lockKeys(tx), keyId, tx.serverNow)
  if (decision.outcome === 'refused') throw KEY_REFUSALS[decision.code]()
  if (decision.outcome === 'already_revoked') return
  const key = await readKey(tx, keyId)
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (key === null || workspace === null) throw new Error('A key or its workspace is gone while it is held.')
  const revoked = { ...key, revokedAt: tx.serverNow }
  await saveKey(tx, revoked)
  appendKeyChanged(tx, revoked, workspace.mode)
}
