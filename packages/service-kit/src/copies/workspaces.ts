import { keyChanged, workspaceChanged } from '@polyphon/contracts'
import type { WorkspaceDirectory } from '../auth/directory.js'
import { saveKey, saveWorkspace } from '../auth/store.js'
import { type Handler, on } from '../events/handler.js'

/** Keeps the read copy of workspaces and keys, so that a key works or stops working here without a call. */
export function keepWorkspaces(workspaces: WorkspaceDirectory): readonly Handler[] {
  return [
    on(workspaceChanged, { naturalKey: 'workspace' }, async (tx, { data, workspaceId }) => {
      await saveWorkspace(tx, {
        ...data,
        id: workspaceId,
        createdAt: new Date(data.createdAt),
        settings: data.settings ?? {},
        version: data.version ?? 1,
      })
      tx.afterCommit(() => workspaces.forget())
    }),
    on(keyChanged, { naturalKey: 'key id' }, async (tx, { data, workspaceId, time }) => {
      await saveKey(tx, {
        ...data,
        workspaceId,
        expiresAt: data.expiresAt === null ? null : new Date(data.expiresAt),
        revokedAt: data.revokedAt === null ? null : new Date(data.revokedAt),
        createdAt: time,
      })
      tx.afterCommit(() => workspaces.forget())
    }),
  ]
}
