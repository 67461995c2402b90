import { AppError, type Tx } from '@polyphon/service-kit'
import { type DeletedWorkspace, readDeletedByKey } from '@polyphon/service-kit/access'

/** The deletion of the workspace that had this key. Throws `workspace_not_deleted` (404). */
export async function getWorkspaceDeletion(tx: Tx, key: string): Promise<DeletedWorkspace> {
  const deleted = await readDeletedByKey(tx, key)
  if (deleted !== null) return deleted
  throw new AppError('missing', 'workspace_not_deleted', 'No workspace with this key is deleted.')
}
