import { workspaceDeletionRequested } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import {
  beginDeletion,
  type DeletedWorkspace,
  lockWorkspace,
  readDeleted,
  readDeletedByKey,
} from '@polyphon/service-kit/access'
import { findWorkspaceId } from '../store/find-workspace.js'

/**
 * Has a suspended workspace deleted from all services, for good. Asked again it answers how far that is. Throws
 * `workspace_unknown` (404) and `workspace_not_suspended` (409).
 */
export async function deleteWorkspace(outside: Tx, key: string): Promise<DeletedWorkspace> {
  const known = await readDeletedByKey(outside, key)
  if (known !== null) return known
  const workspaceId = await findWorkspaceId(outside, key)
  if (workspaceId === null) throw new AppError('missing', 'workspace_unknown', 'There is no such workspace.')
  const tx = await outside.enter(workspaceId)
  const workspace = await lockWorkspace(tx)
  // While this waited for it, somebody else may have asked for the same, or let it go on.
  const meanwhile = await readDeleted(tx, workspaceId)
  if (meanwhile !== null) return meanwhile
  if (workspace === null || workspace.suspendedAt === null)
    throw new AppError(
      'conflict',
      'workspace_not_suspended',
      'Only a suspended workspace is deleted; suspend it first (`suspendWorkspace`).',
    )
  const deleted = { key, requestedAt: tx.serverNow }
  await beginDeletion(tx, deleted)
  outbox.append(tx, workspaceDeletionRequested, { key, requestedAt: tx.serverNow.toISOString() })
  return { ...deleted, workspaceId, endedAt: null, receipts: {} }
}
