import type { Tx } from '@polyphon/service-kit'

/** The id of the workspace that has a key; null for none. */
export async function findWorkspaceId(tx: Tx, key: string): Promise<string | null> {
  const { rows } = await tx.query<{ workspace_id: string }>('select workspace_id from workspace where key = $1', [key])
  return rows[0]?.workspace_id ?? null
}
