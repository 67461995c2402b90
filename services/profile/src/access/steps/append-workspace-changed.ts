import { workspaceChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Workspace } from '@polyphon/service-kit/access'

/** Publishes a workspace as it is now. */
export function appendWorkspaceChanged(tx: Tx, { id, createdAt, suspendedAt, ...workspace }: Workspace): void {
  outbox.append(tx, workspaceChanged, {
    ...workspace,
    workspaceId: id,
    createdAt: createdAt.toISOString(),
    suspendedAt: suspendedAt?.toISOString() ?? null,
  })
}
