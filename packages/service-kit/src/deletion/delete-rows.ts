import { workspaceDeleted, workspaceDeletionRequested } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import type { Leaf } from './leaves.js'

/** Some rows of a table: as many as that at most, or those that lie in some blocks of it. */
export type Stretch = { readonly most: number } | { readonly fromBlock: number; readonly toBlock: number }

export interface Gone {
  readonly rows: number
  /** Whether there was anything, also what somebody else holds and what will be found in the next pass. */
  readonly wasThere: boolean
  /** What stood in the column that was asked for. */
  readonly ids: readonly string[]
}

const OF_DELETIONS = [workspaceDeletionRequested, ...Object.values(workspaceDeleted)]
  .map(({ type }) => `'${type}'`)
  .join(', ')

/** What is to be published of the deletion itself, and has the log forget: it goes when the log has it. */
const STAYS: Readonly<Record<string, string>> = {
  outbox: ` and payload is not null and type not in (${OF_DELETIONS})`,
}

/** Deletes rows of the workspace of the transaction. Whatever somebody holds is passed by, so that nobody waits for it here. */
export async function deleteRows(tx: Tx, leaf: Leaf, stretch: Stretch, column = 'workspace_id'): Promise<Gone> {
  const theirs = `workspace_id = $1${STAYS[leaf.table] ?? ''}`
  const [only, values] =
    'most' in stretch
      ? [`limit $2 for update skip locked`, [stretch.most]]
      : [
          'and ctid >= $2::tid and ctid < $3::tid for update skip locked',
          [`(${stretch.fromBlock},0)`, `(${stretch.toBlock},0)`],
        ]
  const { rows } = await tx.query<{ count: number; was_there: boolean; ids: readonly string[] }>(
    `with gone as (
       delete from ${leaf.sql}
        where ${theirs} and ctid = any (array(select ctid from ${leaf.sql} where ${theirs} ${only}))
       returning ${column}::text as id)
     select count(*)::integer as count, coalesce(json_agg(id), '[]') as ids,
            ${leaf.isIndexed ? `exists (select from ${leaf.sql} where ${theirs})` : 'count(*) > 0'} as was_there
       from gone`,
    [tx.workspaceId, ...values],
  )
  const [row] = rows
  if (row === undefined) throw new Error('What was deleted is not counted.')
  return { rows: row.count, wasThere: row.was_there, ids: row.ids }
}
