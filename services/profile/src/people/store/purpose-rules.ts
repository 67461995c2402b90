import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { type PurposeRules, settingsOf } from '@polyphon/values'

/** Which purposes need consent in this workspace (`settings.purposes`). */
export async function readPurposeRules(tx: Tx): Promise<PurposeRules> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A transaction belongs to a workspace that does not exist.')
  return settingsOf(workspace).purposes
}
