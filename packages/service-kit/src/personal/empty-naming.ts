import type { QueryResultRow } from 'pg'
import type { Tx } from '../db/tx.js'
import { type Emptied, emptiedSql, type NamedTable } from './declaration.js'
import { findsIn } from './named.js'
import { isRowOf, keyOfRow, recordOf } from './rows.js'
import type { Subject } from './subject.js'

/**
 * Empties rows that name somebody and are nobody's: a document of `named` loses the entries that name them and keeps the
 * others, as they are in the database by then; every other column of it is emptied as declared. Answers how many.
 */
export async function emptyNaming(
  tx: Tx,
  table: NamedTable,
  { subject, rows }: { readonly subject: Subject; readonly rows: readonly QueryResultRow[] },
): Promise<number> {
  if (rows.length === 0) return 0
  const columns = (table.named ?? []).map((column, index) => ({
    column,
    value: table.personal[column] ?? null,
    entries: `entries_${index}`,
  }))
  const sets = columns.map(({ column, value, entries }) =>
    value === '{}'
      ? `${column} = ${table.name}.${column} - array(select json_array_elements_text(given.${entries}))`
      : `${column} = ${emptiedSql(value)}`,
  )
  const isNamed = findsIn(subject)
  const given = rows.map((row) => ({
    ...keyOfRow(table, row),
    ...Object.fromEntries(
      columns.map(({ column, value, entries }) => [entries, namedEntries(value, row[column], isNamed)]),
    ),
  }))
  const record = [recordOf(table), ...columns.map(({ entries }) => `${entries} json`)].join(', ')
  const { rowCount } = await tx.query(
    `update ${table.name} set ${sets.join(', ')} from json_to_recordset($2) as given (${record})
      where ${table.name}.workspace_id = $1 and ${isRowOf(table, 'given')}`,
    [tx.workspaceId, JSON.stringify(given)],
  )
  return rowCount ?? 0
}

function namedEntries(emptied: Emptied, document: unknown, isNamed: (text: string) => boolean): readonly string[] {
  if (emptied !== '{}' || typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([key, value]) => (isNamed(JSON.stringify({ [key]: value })) ? [key] : []))
}
