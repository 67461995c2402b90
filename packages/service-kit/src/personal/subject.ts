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
  // What the caller knows to be theirs alone no stranger takes from them by a mere claim.
  const found = new Map((person.identifiers ?? []).map((each) => [keyOf(each), { ...each, verified: true }]))
  for (const table of data.tables)
    for (const each of await carriedBy(tx, table, [...ids])) {
      const isVerified = each.verified || found.get(keyOf(each))?.verified === true
      found.set(keyOf(each), { type: each.type, value: each.value, verified: isVerified })
    }
  const shared = await findShared(tx, data, [...ids], [...found.values()])
  const identifiers = [...found.values()].filter((each) => !shared.has(keyOf(each)))
  return { ids: [...ids], identifiers: identifiers.map(({ type, value }) => ({ type, value })) }
}

/** An identifier of somebody; one that is not verified is an address that they, or whoever had their device, have only named. */
type Carried = Identifier & { readonly verified: boolean }

async function carriedBy(tx: Tx, table: NamedTable, ids: readonly string[]): Promise<readonly Carried[]> {
  const { carries, name } = table
  const [[column] = ['']] = personsOf(table)
  if (carries === undefined) return []
  const from =
    'document' in carries
      ? `select item->>'type' as type, item->>'value' as value, coalesce(item->>'verified', 'true') = 'true' as verified
           from ${name} cross join lateral jsonb_array_elements(
                  case when jsonb_typeof(${carries.document}) = 'array' then ${carries.document} else '[]' end) as item`
      : `select ${carries.type} as type, ${carries.value} as value, ${carries.verified ?? 'true'} as verified from ${name}`
  const { rows } = await tx.query<Carried>(
    `${from} where workspace_id = $1 and ${column} = any ($2::uuid[]) limit $3`,
    [tx.workspaceId, ids, MOST],
  )
  return rows
}

/**
 * The keys of those identifiers that somebody else carries as well: who is erased carries nothing any more, and who has only
 * named an address takes it from nobody who has it verified.
 */
async function findShared(
  tx: Tx,
  data: PersonalData,
  ids: readonly string[],
  identifiers: readonly Carried[],
): Promise<ReadonlySet<string>> {
  const shared = new Set<string>()
  if (identifiers.length === 0) return shared
  for (const table of data.tables) {
    const { carries, name } = table
    const [[column] = ['']] = personsOf(table)
    if (carries === undefined || 'document' in carries) continue
    const isVerified = carries.verified === undefined ? 'true' : `carried.${carries.verified}`
    const { rows } = await tx.query<Identifier>(
      `select distinct carried.${carries.type} as type, carried.${carries.value} as value
         from json_to_recordset($2) as given (type text, value text, verified boolean)
         join ${name} carried on carried.${carries.type} = given.type and carried.${carries.value} = given.value
        where carried.workspace_id = $1 and carried.${column} <> all ($3::uuid[])
          and (${isVerified} or not given.verified)
          and not exists (select from erased_person gone
                           where gone.workspace_id = $1 and gone.person_id = carried.${column})`,
      [tx.workspaceId, JSON.stringify(identifiers), ids],
    )
    for (const each of rows) shared.add(keyOf(each))
  }
  return shared
}
