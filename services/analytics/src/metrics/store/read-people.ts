import type { Tx } from '@polyphon/service-kit'
import type { CountRow } from '../domain/groups.js'
import type { Question } from '../domain/question.js'

/** Counts everybody who is known, by their language if that is asked for. */
export async function countPeople(tx: Tx, question: Question, most: number): Promise<readonly CountRow[]> {
  const { rows } = await tx.query<{ by: string[]; n: string }>(
    `select case when $2 then array[coalesce(locale, '')] else array[]::text[] end as by, count(*) as n
       from person
      where workspace_id = $1 and not restricted and ($3::text[] is null or coalesce(locale, '') = any($3))
      group by 1 limit $4`,
    [tx.workspaceId, question.by.length > 0, question.where[0]?.values ?? null, most],
  )
  const counted = rows.map((row) => ({ by: row.by, at: null, n: Number(row.n), hits: 0 }))
  return counted.length === 0 && question.by.length === 0 ? [{ by: [], at: null, n: 0, hits: 0 }] : counted
}
