import type { Tx } from '@polyphon/service-kit'
import type { DefinitionKind, HeardTemplate } from '../domain/warn-journey.js'

export interface HeardDefinition {
  readonly kind: DefinitionKind
  readonly key: string
  readonly version: number
  readonly about: HeardTemplate | Readonly<Record<string, never>>
}

/** Keeps what was published elsewhere; the newer version wins, whichever comes last. */
export async function saveHeardDefinition(tx: Tx, { kind, key, version, about }: HeardDefinition): Promise<void> {
  await tx.query(
    `insert into heard_definition (workspace_id, kind, key, version, about) values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, kind, key)
     do update set version = excluded.version, about = excluded.about
     where heard_definition.version <= excluded.version`,
    [tx.workspaceId, kind, key, version, JSON.stringify(about)],
  )
}

/** Those of the named definitions that this service has heard of. */
export async function readHeardDefinitions(
  tx: Tx,
  wanted: readonly { readonly kind: DefinitionKind; readonly key: string }[],
): Promise<readonly HeardDefinition[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<HeardDefinition>(
    `select kind, key, version, about from heard_definition
      where workspace_id = $1 and (kind, key) in (select * from unnest($2::text[], $3::text[]))`,
    [tx.workspaceId, wanted.map(({ kind }) => kind), wanted.map(({ key }) => key)],
  )
  return rows
}
