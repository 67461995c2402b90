import { isDeepStrictEqual } from 'node:util'
import { type IfMatch, requireVersion, type Tx } from '@polyphon/service-kit'
import { saveWorkspace, type Workspace } from '@polyphon/service-kit/access'
import type { WorkspaceQuotas } from '@polyphon/values'
import { appendWorkspaceChanged } from '../steps/append-workspace-changed.js'
import { enterWorkspace } from '../steps/enter-workspace.js'

export interface QuotasPut {
  readonly quotas: WorkspaceQuotas
  /** The version that the operator has read, if it is said. */
  readonly ifMatch: IfMatch
}

/** Says what a workspace may use a day, in all services, in place of what was said before. Throws `workspace_unknown` (404). */
export async function putQuotas(outside: Tx, workspaceId: string, { quotas, ifMatch }: QuotasPut): Promise<Workspace> {
  const { tx, workspace: before } = await enterWorkspace(outside, workspaceId)
  requireVersion(ifMatch, before.version)
  if (isDeepStrictEqual(before.quotas, quotas)) return before
  const workspace = { ...before, quotas, version: before.version + 1 }
  await saveWorkspace(tx, workspace)
  appendWorkspaceChanged(tx, workspace)
  return workspace
}
