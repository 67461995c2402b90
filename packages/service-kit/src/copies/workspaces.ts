import { keyChanged, workspaceChanged, workspaceDeletionRequested } from '@polyphon/contracts'
import { NO_QUOTAS, quotasOf } from '@polyphon/values'
import type { Logger } from 'pino'
import type { WorkspaceDirectory } from '../auth/directory.js'
import { dropPutKey, dropPutWorkspace, freeWorkspaceKey } from '../auth/put-store.js'
import { readWorkspace, saveKey, saveWorkspace } from '../auth/store.js'
import { beginDeletion } from '../deletion/begin-deletion.js'
import { type Handler, on } from '../events/handler.js'
import { wakeWorkspace } from './wake-workspace.js'

/**
 * Keeps the read copy of workspaces and keys, so that a key works or stops working here without a call. What was put by call
 * gives way, whatever it says: from now on profile is the one who knows.
 */
export function keepWorkspaces(workspaces: WorkspaceDirectory, logger: Pick<Logger, 'warn'>): readonly Handler[] {
  return [
    on(workspaceChanged, { naturalKey: 'workspace' }, async (tx, { data, workspaceId }) => {
      await dropPutWorkspace(tx, workspaceId)
      for (const renamed of await freeWorkspaceKey(tx, data.key, workspaceId))
        logger.warn(
          { event: 'workspace.key_taken', workspaceId: renamed, by: workspaceId },
          'profile has given the key of a workspace that was put by call to another one',
        )
      const before = await readWorkspace(tx, workspaceId)
      const suspendedAt = data.suspendedAt ? new Date(data.suspendedAt) : null
      await saveWorkspace(tx, {
        ...data,
        id: workspaceId,
        createdAt: new Date(data.createdAt),
        settings: data.settings ?? {},
        version: data.version ?? 1,
        suspendedAt,
        // A version of profile that knows none says nothing of them.
        quotas: data.quotas === undefined ? (before?.quotas ?? NO_QUOTAS) : quotasOf(data.quotas),
      })
      if (before !== null && before.suspendedAt !== null && suspendedAt === null) await wakeWorkspace(tx)
      tx.afterCommit(() => workspaces.forget())
    }),
    on(workspaceDeletionRequested, { naturalKey: 'workspace' }, async (tx, { data }) => {
      await beginDeletion(tx, { key: data.key, requestedAt: new Date(data.requestedAt) })
      tx.afterCommit(() => workspaces.forget())
    }),
    on(keyChanged, { naturalKey: 'key id' }, async (tx, { data, workspaceId, time }) => {
      await dropPutKey(tx, data.keyId)
      await saveKey(tx, {
        ...data,
        workspaceId,
        unit: data.unit ?? null,
        expiresAt: data.expiresAt === null ? null : new Date(data.expiresAt),
        revokedAt: data.revokedAt === null ? null : new Date(data.revokedAt),
        createdAt: time,
      })
      tx.afterCommit(() => workspaces.forget())
    }),
  ]
}
