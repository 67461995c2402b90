import type { Tx } from './tx.js'

/** Those of some ids whose people were erased. One statement, for whatever is about to write of them. */
export async function whichAreErased(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await tx.query<{ person_id: string }>(
    'select person_id from erased_person where workspace_id = $1 and person_id = any ($2::uuid[])',
    [tx.workspaceId, ids],
  )
  return new Set(rows.map((row) => row.person_id))
}
