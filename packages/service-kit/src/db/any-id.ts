/**
 * SQL for the id that somebody has now: that of their alias where there is one, else the one that was asked for. With
 * `coalesce` PostgreSQL would read the whole table: under row-level security an index serves only conditions of which it
 * knows that they leak nothing, and of these two it knows that of `case` alone.
 */
export const currentIdSql = (canonicalId: string, givenId: string): string =>
  `case when ${canonicalId} is null then ${givenId} else ${canonicalId} end`

/** SQL for `from`: the row in a table of people, by any id (`$2`) that they ever had in the workspace (`$1`). */
export const byAnyIdSql = (table: 'profile' | 'person'): string =>
  `(values ($2::uuid)) as given (id)
     left join (select old_id, canonical_id from profile_alias where workspace_id = $1) alias on alias.old_id = given.id
     join ${table} on ${table}.workspace_id = $1
                  and ${table}.profile_id = ${currentIdSql('alias.canonical_id', 'given.id')}`
