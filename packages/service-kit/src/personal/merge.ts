import type { Tx } from '../db/tx.js'
import { columnsOf, type Merge, type NamedTable, type PersonalData, personsOf } from './declaration.js'

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>

/** What was stored before origins were kept says so by this id: whose it was at writing is not known. */
export const UNKNOWN_ORIGIN = '00000000-0000-0000-0000-000000000000'

/**
 * Gives everything that a service keeps of an absorbed person to the survivor, table by table as each declares it. Done
 * twice it changes nothing. Answers how many rows were moved, by table.
 */
export async function followMerge(tx: Tx, data: PersonalData, merge: Merge): Promise<Counts> {
  const moved: Record<string, number> = {}
  for (const table of data.tables) {
    if (typeof table.merge === 'object') await table.merge.join(tx, merge)
    if (table.merge !== 'rekey' && table.merge !== 'keep_survivors') continue
    const from = { where: (column: string) => `${column} = $2`, values: [merge.absorbedId] }
    moved[table.name] = await moveRows(tx, table, { from, to: merge.survivorId })
  }
  return moved
}

export interface Split {
  readonly survivorId: string
  readonly newId: string
  /** The ids at writing whose rows are split off. */
  readonly originIds: readonly string[]
}

/** How many rows a split moves, and how many of the survivor's stay because nobody knows whose they were at writing. */
export interface SplitCounts {
  readonly moved: Counts
  readonly unknown: Counts
}

/** Gives the rows that were written under some ids to a person of their own, where they are the survivor's now. */
export async function followSplit(
  tx: Tx,
  data: PersonalData,
  { survivorId, newId, originIds, dryRun }: Split & { readonly dryRun: boolean },
): Promise<SplitCounts> {
  const moved: Record<string, number> = {}
  const unknown: Record<string, number> = {}
  for (const table of data.tables.filter(({ split }) => split === 'follow')) {
    const [[column, origin] = ['', 'self']] = personsOf(table)
    const values = origin === 'self' ? [originIds] : [survivorId, originIds]
    const where = origin === 'self' ? `${column} = any ($2::uuid[])` : `${column} = $2 and ${origin} = any ($3::uuid[])`
    moved[table.name] = dryRun
      ? await countRows(tx, table, { where, values })
      : await moveRows(tx, table, { from: { where: () => where, values }, to: newId })
    if (origin === 'self') continue
    const stays = { where: `${column} = $2 and ${origin} = $3`, values: [survivorId, UNKNOWN_ORIGIN] }
    unknown[table.name] = await countRows(tx, table, stays)
  }
  return { moved, unknown }
}

async function countRows(
  tx: Tx,
  table: NamedTable,
  { where, values }: { readonly where: string; readonly values: readonly unknown[] },
): Promise<number> {
  const { rows } = await tx.query<{ count: string }>(
    `select count(*) as count from ${table.name} where workspace_id = $1 and ${where}`,
    [tx.workspaceId, ...values],
  )
  return Number(rows[0]?.count ?? 0)
}

interface Move {
  readonly from: { readonly where: (column: string) => string; readonly values: readonly unknown[] }
  readonly to: string
}

async function moveRows(tx: Tx, table: NamedTable, move: Move): Promise<number> {
  let count = 0
  for (const [column, origin] of personsOf(table)) {
    const where = `workspace_id = $1 and ${move.from.where(column)}`
    const values = [tx.workspaceId, ...move.from.values]
    const order = Object.keys(table.key).join(', ')
    if (table.mergeLocks === true)
      await tx.query(`select ${order} from ${table.name} where ${where} order by ${order} for update`, values)
    const change = { where, column, origin, to: `$${values.length + 1}::uuid` }
    const sql = column in table.key ? reinsertSql(table, change) : rekeySql(table, change)
    const { rowCount } = await tx.query(sql, [...values, move.to])
    count += rowCount ?? 0
  }
  return count
}

interface Change {
  readonly where: string
  readonly column: string
  readonly origin: string
  readonly to: string
}

/** The id at writing of a row that is re-keyed: what it kept before, else the id that it has now. */
const originSql = ({ column, origin }: Change): string =>
  `case when ${origin} is null or ${origin} = '${UNKNOWN_ORIGIN}' then ${column} else ${origin} end`

function rekeySql(table: NamedTable, change: Change): string {
  const { where, column, origin, to } = change
  const sets = [
    `${column} = ${to}`,
    ...(origin === 'self' ? [] : [`${origin} = ${originSql(change)}`]),
    ...Object.entries(table.mergeSets ?? {}).map(([name, value]) => `${name} = ${value}`),
  ]
  return `update ${table.name} set ${sets.join(', ')} where ${where}`
}

// The key says whose a row is, and the one that it would become may be there already: that one counts.
function reinsertSql(table: NamedTable, change: Change): string {
  const { where, column, origin, to } = change
  const columns = columnsOf(table)
  const given = columns.map((name) => {
    if (name === column) return to
    return name === origin ? originSql(change) : name
  })
  const order = Object.keys(table.key)
    .filter((name) => name !== column)
    .join(', ')
  return `with gone as (delete from ${table.name} where ${where} returning ${columns.join(', ')})
     insert into ${table.name} (workspace_id, ${columns.join(', ')})
     select $1::uuid, ${given.join(', ')} from gone${order === '' ? '' : ` order by ${order}`}
     on conflict do nothing
     returning 1`
}
