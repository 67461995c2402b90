import type { Tx } from '@polyphon/service-kit'
import type { AccessPut, Keyring } from '@polyphon/service-kit/access'
import { appendKeyChanged } from './append-key-changed.js'
import { appendWorkspaceChanged } from './append-workspace-changed.js'
import { makeSigningKey } from './make-signing-key.js'

/** Publishes a workspace and a key that the operator has put here; a new workspace signs person tokens like every other one. */
export async function publishAccess(tx: Tx, put: AccessPut, keyring: Keyring): Promise<void> {
  const { workspace, key } = put
  if (put.isNewWorkspace) {
    appendWorkspaceChanged(tx, workspace)
    await makeSigningKey(tx, workspace.mode, keyring)
  }
  if (put.isNewKey) appendKeyChanged(tx, key, workspace.mode)
}
