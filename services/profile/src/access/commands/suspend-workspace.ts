import { AppError, type Tx } from '@polyphon/service-kit'
import { readDeleted, saveWorkspace, type Workspace, wakeWorkspace } from '@polyphon/service-kit/access'
import { appendWorkspaceChanged } from '../steps/append-workspace-changed.js'
import { enterWorkspace } from '../steps/enter-workspace.js'

/**
 * Suspends a workspace for all services, or lets it go on. Done again it changes nothing. Throws `workspace_unknown` (404), and
 * `workspace_deleted` (409) for one that is on its way out.
 */
export async function suspendWorkspace(outside: Tx, workspaceId: string, isSuspended: boolean): Promise<Workspace> {
  const { tx, workspace: before } = await enterWorkspace(outside, workspaceId)
  if ((before.suspendedAt !== null) === isSuspended) return before
  if (!isSuspended && (await readDeleted(tx, workspaceId)) !== null)
    throw new AppError('conflict', 'workspace_deleted', 'The workspace is being deleted.')
  const workspace = { ...before, suspendedAt: isSuspended ? tx.serverNow : null, version: before.version + 1 }
  await saveWorkspace(tx, workspace)
  if (!isSuspended) await wakeWorkspace(tx)
  appendWorkspaceChanged(tx, workspace)
  return workspace
}
