import type { PersonSubject } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import { type PersonalData, personsOf } from './declaration.js'

/** All ids that the same people have or had, by each of the given ids; itself where nothing else is known. */
export async function familiesOf(
  tx: Tx,
  data: PersonalData,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const currentOf = new Map<string, string>()
  const formerOf = new Map<string, string[]>()
  for (const { name, aliases } of data.tables) {
    if (aliases === undefined || ids.length === 0) continue
    const { former, current } = aliases
    const { rows } = await tx.query<{ former: string; current: string }>(
      `with now as (select distinct coalesce(a.${current}, given.id) as id from unnest($2::uuid[]) as given (id)
                      left join ${name} a on a.workspace_id = $1 and a.${former} = given.id)
       select a.${former} as former, a.${current} as current
         from now join ${name} a on a.${current} = now.id where a.workspace_id = $1`,
      [tx.workspaceId, ids],
    )
    for (const row of rows) {
      currentOf.set(row.former, row.current)
      formerOf.set(row.current, [...(formerOf.get(row.current) ?? []), row.former])
    }
  }
  return new Map(
    ids.map((id) => {
      const current = currentOf.get(id) ?? id
      return [id, new Set([id, current, ...(formerOf.get(current) ?? [])])]
    }),
  )
}

/** Whom a person token speaks for, in any service; null while nobody, or more than one, is known by its user id. */
export async function findPerson(tx: Tx, data: PersonalData, subject: PersonSubject): Promise<string | null> {
  if ('profileId' in subject) return subject.profileId
  const found = new Set<string>()
  for (const table of data.tables) {
    const { carries, name } = table
    const [[column] = ['']] = personsOf(table)
    if (carries === undefined || 'document' in carries) continue
    const { rows } = await tx.query<{ id: string }>(
      `select distinct ${column} as id from ${name}
        where workspace_id = $1 and ${carries.type} = 'user_id' and ${carries.value} = $2 limit 2`,
      [tx.workspaceId, subject.userId],
    )
    for (const { id } of rows) found.add(id)
  }
  const [id, ...others] = found
  return others.length > 0 ? null : (id ?? null)
}
