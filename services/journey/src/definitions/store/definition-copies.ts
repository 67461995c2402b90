import type { Tx } from '@polyphon/service-kit'
import type { DefinitionKind, TemplateCopy } from '../domain/warn-journey.js'

export interface DefinitionCopy {
  readonly kind: DefinitionKind
  readonly key: string
  readonly version: number
  readonly about: TemplateCopy | Readonly<Record<string, never>>
}

/** Keeps the read copy of a definition; the newer version wins, whichever comes last. */
export async function saveDefinitionCopy(tx: Tx, { kind, key, version, about }: DefinitionCopy): Promise<void> {
  await tx.query(
    `insert into heard_definition (workspace_id, kind, key, version, about) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, kind, key)
     do update set version = excluded.version, about = excluded.about
     where heard_definition.version <= excluded.version`,
    [tx.workspaceId, kind, key, version, JSON.stringify(about)],
  )
}

export async function removeDefinitionCopy(tx: Tx, { kind, key }: DefinitionCopy): Promise<void> {
  await tx.query('delete from heard_definition where workspace_id = $1 and kind = $2 and key = $3', [
    tx.workspaceId,
    kind,
    key,
  ])
}

/** The read copies of the named definitions, as far as there are any. */
export async function readDefinitionCopies(
  tx: Tx,
  wanted: readonly { readonly kind: DefinitionKind; readonly key: string }[],
): Promise<readonly DefinitionCopy[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<DefinitionCopy>(
    `select kind, key, version, about from heard_definition
      where workspace_id = $1 and (kind, key) in (select * from unnest($2::text[], $3::text[]))`,
    [tx.workspaceId, wanted.map(({ kind }) => kind), wanted.map(({ key }) => key)],
  )
  return rows
}
