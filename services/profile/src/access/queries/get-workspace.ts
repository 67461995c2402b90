import type { Tx } from '@polyphon/service-kit'
import { readWorkspace, type Workspace } from '@polyphon/service-kit/access'

/** The workspace that the credential belongs to. */
export async function getWorkspace(tx: Tx): Promise<Workspace> {
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A credential belongs to a workspace that does not exist.')
  return workspace
}
