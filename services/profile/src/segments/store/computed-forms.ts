import type { Tx } from '@polyphon/service-kit'
import type { ComputedForm } from '../domain/computed-leaf.js'

/** What the values of these computed traits are, in their newest version; a key that was never published is left out. */
export async function readComputedForms(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, ComputedForm>> {
  const { rows } = await tx.query<{
    key: string
    archived_at: Date | null
    definition: Pick<ComputedForm, 'compute' | 'property'>
  }>(
    `select t.key, t.archived_at, v.definition
       from computed_trait t
       join computed_trait_version v on v.workspace_id = t.workspace_id and v.key = t.key and v.version = t.version
      where t.workspace_id = $1 and t.key = any($2)`,
    [tx.workspaceId, keys],
  )
  return new Map(
    rows.map(({ key, archived_at: archivedAt, definition: { compute, property } }) => [
      key,
      { compute, property, isArchived: archivedAt !== null },
    ]),
  )
}
