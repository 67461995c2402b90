import type { Tx } from '@polyphon/service-kit'

/** Keeps that there is a template; the newer version wins. */
export async function saveTemplate(
  tx: Tx,
  template: { readonly key: string; readonly version: number },
): Promise<void> {
  await tx.query(
    `insert into heard_template (workspace_id, key, version) values ($1, $2, $3)
     on conflict (workspace_id, key) do update set version = excluded.version
     where heard_template.version <= excluded.version`,
    [tx.workspaceId, template.key, template.version],
  )
}

export async function removeTemplate(tx: Tx, key: string): Promise<void> {
  await tx.query('delete from heard_template where workspace_id = $1 and key = $2', [tx.workspaceId, key])
}

export async function hasTemplate(tx: Tx, key: string): Promise<boolean> {
  const { rowCount } = await tx.query('select from heard_template where workspace_id = $1 and key = $2', [
    tx.workspaceId,
    key,
  ])
  return rowCount !== 0
}
