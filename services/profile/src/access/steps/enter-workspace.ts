import { AppError, type Tx } from '@polyphon/service-kit'
import { lockWorkspace, type Workspace } from '@polyphon/service-kit/access'

/** The workspace that the operator means, to be changed from inside. Throws `workspace_unknown` (404). */
export async function enterWorkspace(
  outside: Tx,
  workspaceId: string,
): Promise<{ readonly tx: Tx; readonly workspace: Workspace }> {
  const tx = await outside.enter(workspaceId)
  const workspace = await lockWorkspace(tx)
  if (workspace === null) throw new AppError('missing', 'workspace_unknown', 'There is no such workspace.')
  return { tx, workspace }
}
