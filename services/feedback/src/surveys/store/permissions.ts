import type { Tx } from '@polyphon/service-kit'

/** Whether anybody has granted anything. */
export async function isAnythingGranted(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`select from permission where workspace_id = $1 and state = 'granted' limit 1`, [
    tx.workspaceId,
  ])
  return rowCount !== 0
}
