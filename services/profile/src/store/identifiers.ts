import type { Tx } from '@polyphon/service-kit'
import { type Identifier, keyOf } from '../domain/identifier.js'
import type { KnownIdentifier } from '../domain/identity-graph.js'

// Says once more which rows are meant, in a form that leads straight to them: while a table has no statistics yet, a join
// alone is planned as a walk over all identifiers of the workspace.
const BY_INDEX = 'i.type = any($3) and i.value = any($4)'

const indexValues = (identifiers: readonly Identifier[]): readonly [readonly string[], readonly string[]] => [
  [...new Set(identifiers.map(({ type }) => type))],
  identifiers.map(({ value }) => value),
]

/**
 * Locks these identifiers, known or not, in one order for everybody: whoever looks at one of them waits until this
 * transaction has decided. Answers what they lead to; the ids may be old ones.
 */
export async function lockIdentifiers(
  tx: Tx,
  identifiers: readonly Identifier[],
): Promise<ReadonlyMap<string, KnownIdentifier>> {
  if (identifiers.length === 0) return new Map()
  const wanted = JSON.stringify(identifiers.map(({ type, value }) => ({ type, value })))
  await tx.query(
    `insert into identifier (workspace_id, type, value)
     select $1, type, value from json_to_recordset($2) as wanted (type text, value text)
      order by type, value
     on conflict do nothing`,
    [tx.workspaceId, wanted],
  )
  // A statement of its own: its snapshot is younger than the wait for whoever has just inserted the same.
  const { rows } = await tx.query<{ type: string; value: string; profile_id: string | null; ambiguous: boolean }>(
    `select i.type, i.value, i.profile_id, i.ambiguous
       from identifier i
       join json_to_recordset($2) as wanted (type text, value text) on i.type = wanted.type and i.value = wanted.value
      where i.workspace_id = $1 and ${BY_INDEX}
      order by i.type, i.value
        for update of i`,
    [tx.workspaceId, wanted, ...indexValues(identifiers)],
  )
  return new Map(rows.map((row) => [keyOf(row), { profileId: row.profile_id, ambiguous: row.ambiguous }]))
}

/** Stores what identifiers lead to now; they are locked. */
export async function saveIdentifiers(tx: Tx, identifiers: readonly (Identifier & KnownIdentifier)[]): Promise<void> {
  if (identifiers.length === 0) return
  await tx.query(
    `update identifier i set profile_id = saved."profileId", ambiguous = saved.ambiguous
       from json_to_recordset($2) as saved (type text, value text, "profileId" uuid, ambiguous boolean)
      where i.workspace_id = $1 and i.type = saved.type and i.value = saved.value and ${BY_INDEX}`,
    [tx.workspaceId, JSON.stringify(identifiers), ...indexValues(identifiers)],
  )
}

/** Ids of everybody who is known by an identifier; more than one where it is shared. */
export async function findByIdentifier(tx: Tx, identifier: Identifier): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from profile_identifier
      where workspace_id = $1 and type = $2 and value = $3 order by profile_id`,
    [tx.workspaceId, identifier.type, identifier.value],
  )
  return rows.map((row) => row.profile_id)
}
