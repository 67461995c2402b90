import { type Identifier, keyOf } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import { type NamedTable, type PersonalData, personsOf } from './declaration.js'

/** Somebody, as the caller knows them. */
export interface Person {
  readonly profileId: string
  /** Former ids that the caller knows of; those that the service knows are added. */
  readonly absorbedIds?: readonly string[]
  /** Identifiers that the caller knows of; those that the service knows are added. */
  readonly identifiers?: readonly Identifier[]
}

/** Somebody with everything that this service finds them by. */
export interface Subject {
  readonly ids: readonly string[]
  /** Only those that nobody else carries: what is under a shared one is not this person's alone. */
  readonly identifiers: readonly Identifier[]
}

// Nobody has more former ids or identifiers; whoever has is found by the first of these, and the rest when asked again.
const MOST = 10_000

/** Finds out by which ids and identifiers a service knows somebody. */
export async function findSubject(tx: Tx, data: PersonalData, person: Person): Promise<Subject> {
  const ids = new Set([person.profileId, ...(person.absorbedIds ?? [])])
  for (const { name, aliases } of data.tables) {
    if (aliases === undefined) continue
    const { rows } = await tx.query<{ former: string; current: string }>(
      `select ${aliases.former} as former, ${aliases.current} as current from ${name}
        where workspace_id = $1 and (${aliases.current} = any ($2::uuid[]) or ${aliases.former} = any ($2::uuid[])) limit $3`,
      [tx.workspaceId, [...ids], MOST],
    )
    for (const { former, current } of rows) ids.add(former).add(current)
  }
  const found = new Map((person.identifiers ?? []).map((each) => [keyOf(each), each]))
  for (const table of data.tables) for (const each of await carriedBy(tx, table, [...ids])) found.set(keyOf(each), each)
  const shared = await findShared(tx, data, { ids: [...ids], identifiers: [...found.values()] })
  return { ids: [...ids], identifiers: [...found.values()].filter((each) => !shared.has(keyOf(each))) }
}

async function carriedBy(tx: Tx, table: NamedTable, ids: readonly string[]): Promise<readonly Identifier[]> {
  const { carries, name } = table
  const [[column] = ['']] = personsOf(table)
  if (carries === undefined) return []
  const from =
    'document' in carries
      ? `select item->>'type' as type, item->>'value' as value
           from ${name} cross join lateral jsonb_array_elements(
                  case when jsonb_typeof(${carries.document}) = 'array' then ${carries.document} else '[]' end) as item`
      : `select ${carries.type} as type, ${carries.value} as value from ${name}`
  const { rows } = await tx.query<{ type: string; value: string }>(
    `${from} where workspace_id = $1 and ${column} = any ($2::uuid[]) limit $3`,
    [tx.workspaceId, ids, MOST],
  )
  return rows
}

/** The keys of those identifiers that somebody else carries as well. */
async function findShared(tx: Tx, data: PersonalData, { ids, identifiers }: Subject): Promise<ReadonlySet<string>> {
  const shared = new Set<string>()
  if (identifiers.length === 0) return shared
  for (const table of data.tables) {
    const { carries, name } = table
    const [[column] = ['']] = personsOf(table)
    if (carries === undefined || 'document' in carries) continue
    const { rows } = await tx.query<Identifier>(
      `select distinct carried.${carries.type} as type, carried.${carries.value} as value
         from json_to_recordset($2) as given (type text, value text)
         join ${name} carried on carried.${carries.type} = given.type and carried.${carries.value} = given.value
        where carried.workspace_id = $1 and carried.${column} <> all ($3::uuid[])`,
      [tx.workspaceId, JSON.stringify(identifiers), ids],
    )
    for (const each of rows) shared.add(keyOf(each))
  }
  return shared
}
