import { addDeleted, type DeletedWorkspace } from '../db/deleted-workspaces.js'
import type { Tx } from '../db/tx.js'
import { setTimer } from '../timers/timer.js'
import { OPERATOR } from '../values/ids.js'

/** The kind of the timer that deletes a workspace, bit by bit. It is the operator's, so that it does not go with all else. */
export const DELETION = 'workspace_deletion'

/** Lets a deletion have its next turn. */
export const setDeletion = (tx: Tx, workspaceId: string, { dueAt, data }: { dueAt: Date; data: unknown }) =>
  setTimer({ ...tx, workspaceId: OPERATOR }, { kind: DELETION, key: workspaceId, dueAt, data })

/**
 * Has everything of the workspace of the transaction deleted from this database. From the commit on nothing of it is taken
 * any more, whatever comes. Done again it changes nothing.
 */
export async function beginDeletion(
  tx: Tx,
  deleted: Pick<DeletedWorkspace, 'key' | 'requestedAt'>,
): Promise<'begun' | 'known'> {
  if (!(await addDeleted(tx, deleted))) return 'known'
  // A copy may not have heard that it is suspended: what it has given out is refused until it is gone.
  await tx.query('update workspace set suspended_at = coalesce(suspended_at, $2) where workspace_id = $1', [
    tx.workspaceId,
    tx.serverNow,
  ])
  await setDeletion(tx, tx.workspaceId, { dueAt: tx.serverNow, data: {} })
  return 'begun'
}
