import { type Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'

/** The language of a workspace, read in the transaction at hand. */
export async function readWorkspaceLocale(tx: Tx): Promise<string | null> {
  return (await readWorkspace(tx, tx.workspaceId))?.locale ?? null
}
