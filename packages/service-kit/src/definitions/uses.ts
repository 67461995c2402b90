import type { Tx } from '../db/tx.js'
import type { Use } from './definition-kind.js'

/** What a definition of another service names, as it was told. */
export interface Naming {
  readonly by: Use
  readonly version: number
  /** Empty once it is archived. */
  readonly names: readonly Use[]
}

/** Who of the other services names this. */
export async function readUses(tx: Tx, { kind, key }: Use): Promise<readonly Use[]> {
  const { rows } = await tx.query<{ by_kind: string; by_key: string }>(
    `select by_kind, by_key from definition_use where workspace_id = $1 and kind = $2 and key = $3
      order by by_kind, by_key limit 1000`,
    [tx.workspaceId, kind, key],
  )
  return rows.map((row) => ({ kind: row.by_kind, key: row.by_key }))
}

/** Keeps what a definition names in place of what its earlier versions named; it is told in the order of its versions. */
export async function saveUses(tx: Tx, { by, version, names }: Naming): Promise<void> {
  await tx.query('delete from definition_use where workspace_id = $1 and by_kind = $2 and by_key = $3', [
    tx.workspaceId,
    by.kind,
    by.key,
  ])
  if (names.length === 0) return
  await tx.query(
    `insert into definition_use (workspace_id, kind, key, by_kind, by_key, by_version)
     select $1, kind, key, $2, $3, $4 from unnest($5::text[], $6::text[]) as named (kind, key)
     on conflict do nothing returning 1`,
    [tx.workspaceId, by.kind, by.key, version, names.map(({ kind }) => kind), names.map(({ key }) => key)],
  )
}
