import type { Tx } from '@polyphon/service-kit'
import type { Period } from '../domain/period.js'
import { mayCountSql } from './restricted-sql.js'

export interface TypeCount {
  readonly type: string
  readonly count: number
}

/** Counts the events of a period by type. */
export async function countEvents(tx: Tx, { from, to }: Period): Promise<readonly TypeCount[]> {
  const { rows } = await tx.query<{ type: string; count: string }>(
    `select type, count(*) as count from fact
      where workspace_id = $1 and ${mayCountSql('profile_id')} and ($2::timestamptz is null or occurred_at >= $2)
        and ($3::timestamptz is null or occurred_at < $3)
      group by type order by type collate "C"`,
    [tx.workspaceId, from, to],
  )
  return rows.map((row) => ({ type: row.type, count: Number(row.count) }))
}
