import type { Tx } from '@polyphon/service-kit'
import { currentIdSql } from '@polyphon/service-kit/copies'
import { type Identifier, keyOf } from '@polyphon/values'
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
  const { rows: made } = await tx.query<Identifier>(
    `insert into identifier (workspace_id, type, value)
     select $1, type, value from json_to_recordset($2) as wanted (type text, value text)
      order by type, value
     on conflict do nothing
     returning type, value`,
    [tx.workspaceId, wanted],
  )
  const fresh = new Set(made.map(keyOf))
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
  return new Map(
    rows.map((row) => {
      const { profile_id: profileId, ambiguous } = row
      const key = keyOf(row)
      return [key, fresh.has(key) ? { profileId, ambiguous, isNew: true } : { profileId, ambiguous }]
    }),
  )
}

/**
 * Takes away rows that this transaction has made and that lead to nobody: nobody else has seen them, and whoever waits for
 * one makes it anew.
 */
export async function dropIdentifiers(tx: Tx, identifiers: readonly Identifier[]): Promise<void> {
  if (identifiers.length === 0) return
  const wanted = JSON.stringify(identifiers.map(({ type, value }) => ({ type, value })))
  await tx.query(
    `delete from identifier i using json_to_recordset($2) as wanted (type text, value text)
      where i.workspace_id = $1 and i.type = wanted.type and i.value = wanted.value and i.profile_id is null
        and ${BY_INDEX}`,
    [tx.workspaceId, wanted, ...indexValues(identifiers)],
  )
}

/** What identifiers lead to, as seen without a lock. */
export interface SeenIdentifiers {
  /** The ids are those that people have now. */
  readonly known: ReadonlyMap<string, KnownIdentifier>
  /** By person: the identity version that this look belongs to. */
  readonly versions: ReadonlyMap<string, number>
}

/** What these identifiers lead to at this moment, without a lock. */
export async function readIdentifiers(tx: Tx, identifiers: readonly Identifier[]): Promise<SeenIdentifiers> {
  if (identifiers.length === 0) return { known: new Map(), versions: new Map() }
  const { rows } = await tx.query<SeenRow>(
    // One look into the index for each, whatever the statistics say: the limit keeps the planner from another join.
    `select i.type, i.value, ${CURRENT_ID} as profile_id, i.ambiguous,
            (select identity_version from profile
              where workspace_id = $1 and profile_id = ${CURRENT_ID}) as identity_version
       from json_to_recordset($2) as wanted (type text, value text)
      cross join lateral (select type, value, profile_id, ambiguous from identifier
                           where workspace_id = $1 and type = wanted.type and value = wanted.value limit 1) i
       left join profile_alias a on a.workspace_id = $1 and a.old_id = i.profile_id`,
    [tx.workspaceId, JSON.stringify(identifiers.map(({ type, value }) => ({ type, value })))],
  )
  return {
    known: new Map(rows.map((row) => [keyOf(row), { profileId: row.profile_id, ambiguous: row.ambiguous }])),
    versions: new Map(
      rows.flatMap(({ profile_id: id, identity_version: version }) =>
        id === null || version === null ? [] : [[id, Number(version)]],
      ),
    ),
  }
}

const CURRENT_ID = currentIdSql('a.canonical_id', 'i.profile_id')

interface SeenRow {
  readonly type: string
  readonly value: string
  readonly profile_id: string | null
  readonly ambiguous: boolean
  /** A bigint: the driver hands it over as text. */
  readonly identity_version: string | null
}

/** Whether each of these identifiers still leads to the same person, and to nobody else. */
export async function stillLead(
  tx: Tx,
  known: readonly (Identifier & { readonly profileId: string })[],
): Promise<boolean> {
  if (known.length === 0) return true
  const { rows } = await tx.query<{ changed: boolean }>(
    `select exists (
       select from json_to_recordset($2) as known (type text, value text, "profileId" uuid)
         left join lateral (select i.profile_id, i.ambiguous from identifier i
                             where i.workspace_id = $1 and i.type = known.type and i.value = known.value limit 1) i on true
         left join profile_alias a on a.workspace_id = $1 and a.old_id = i.profile_id
        where coalesce(a.canonical_id, i.profile_id) is distinct from known."profileId"
           or i.ambiguous is distinct from false) as changed`,
    [tx.workspaceId, JSON.stringify(known)],
  )
  return rows[0]?.changed === false
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

/**
 * Takes identifiers from those who have them, so that they lead to nobody; shared ones stay shared. They were locked by
 * nobody before: false, and nothing is done, where another transaction holds one of them.
 */
export async function releaseIdentifiers(
  tx: Tx,
  outdated: readonly (Identifier & { readonly profileIds: readonly string[] })[],
): Promise<boolean> {
  if (outdated.length === 0) return true
  const rows = JSON.stringify(outdated.map(({ type, value, profileIds }) => ({ type, value, profileIds })))
  const gone = 'json_to_recordset($2) as gone (type text, value text, "profileIds" json)'
  const theirs = 'any(array(select json_array_elements_text(gone."profileIds"))::uuid[])'
  // People are locked already, and identifiers come before people: waiting here could be for ever.
  const { rows: held } = await tx.query<{ type: string }>(
    `select i.type from identifier i join ${gone} on i.type = gone.type and i.value = gone.value
      where i.workspace_id = $1 and ${BY_INDEX} for update of i skip locked`,
    [tx.workspaceId, rows, ...indexValues(outdated)],
  )
  if (held.length < outdated.length) return false
  await tx.query(
    `with links as (delete from profile_identifier own using ${gone}
                     where own.workspace_id = $1 and own.profile_id = ${theirs}
                       and own.type = gone.type and own.value = gone.value)
     update identifier i set profile_id = null from ${gone}
      where i.workspace_id = $1 and i.type = gone.type and i.value = gone.value and ${BY_INDEX}
        and not i.ambiguous and i.profile_id = ${theirs}`,
    [tx.workspaceId, rows, ...indexValues(outdated)],
  )
  return true
}

/** Ids of everybody who is known by an identifier that is verified; more than one where it is shared. */
export async function findByIdentifier(tx: Tx, identifier: Identifier): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select profile_id from profile_identifier
      where workspace_id = $1 and type = $2 and value = $3 and verified order by profile_id`,
    [tx.workspaceId, identifier.type, identifier.value],
  )
  return rows.map((row) => row.profile_id)
}

/** Identifiers behind a position, by type and value. */
export async function readIdentifierPage(
  tx: Tx,
  after: Identifier | null,
  limit: number,
): Promise<readonly Identifier[]> {
  const { rows } = await tx.query<Identifier>(
    `select type, value from identifier
      where workspace_id = $1 and ($2::text is null or (type, value) > ($2, $3::text))
      order by type, value limit $4`,
    [tx.workspaceId, after?.type ?? null, after?.value ?? null, limit],
  )
  return rows
}

/** Everybody who carries one of these identifiers, with all that they carry. */
export async function readCarriers(
  tx: Tx,
  identifiers: readonly Identifier[],
): Promise<readonly (Identifier & { readonly profileId: string })[]> {
  const { rows } = await tx.query<{ profile_id: string; type: string; value: string }>(
    `select own.profile_id, own.type, own.value from profile_identifier own
      where own.workspace_id = $1 and own.profile_id in (
        select carried.profile_id from profile_identifier carried
          join json_to_recordset($2) as wanted (type text, value text)
            on carried.type = wanted.type and carried.value = wanted.value
         where carried.workspace_id = $1)`,
    [tx.workspaceId, JSON.stringify(identifiers.map(({ type, value }) => ({ type, value })))],
  )
  return rows.map(({ profile_id: profileId, type, value }) => ({ profileId, type, value }))
}

/** Removes identifiers for good, also from whoever carries them; they are locked. */
export async function removeIdentifiers(tx: Tx, identifiers: readonly Identifier[]): Promise<void> {
  await tx.query(
    `with gone as (select type, value from json_to_recordset($2) as gone (type text, value text)),
          links as (delete from profile_identifier own using gone
                     where own.workspace_id = $1 and own.type = gone.type and own.value = gone.value)
     delete from identifier i using gone where i.workspace_id = $1 and i.type = gone.type and i.value = gone.value`,
    [tx.workspaceId, JSON.stringify(identifiers.map(({ type, value }) => ({ type, value })))],
  )
}

/**
 * Has no identifier lead to somebody any more. One that others carry as well leads to them: to the only one, or to nobody as
 * it is still shared. Answers the ids of those to whom one leads now.
 */
export async function removeOwner(tx: Tx, profileId: string): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `with theirs as (
       select type, value from profile_identifier where workspace_id = $1 and profile_id = $2
        union select type, value from identifier where workspace_id = $1 and profile_id = $2),
     others as (
       select t.type, t.value, min(o.profile_id::text)::uuid as profile_id, count(*) as carriers
         from theirs t
         join profile_identifier o on o.workspace_id = $1 and o.type = t.type and o.value = t.value
        where o.profile_id <> $2 and o.verified
        group by t.type, t.value)
     update identifier i
        set profile_id = case when o.carriers = 1 then o.profile_id end, ambiguous = o.carriers > 1
       from others o
      where i.workspace_id = $1 and i.type = o.type and i.value = o.value
        and (i.profile_id = $2 or (i.ambiguous and o.carriers = 1))
     returning i.profile_id`,
    [tx.workspaceId, profileId],
  )
  await tx.query('delete from identifier where workspace_id = $1 and profile_id = $2', [tx.workspaceId, profileId])
  await tx.query('delete from profile_identifier where workspace_id = $1 and profile_id = $2', [
    tx.workspaceId,
    profileId,
  ])
  return [...new Set(rows.flatMap((row) => row.profile_id ?? []))]
}
