import type { QueryResultRow } from 'pg'
import type { Database } from '../db/database.js'
import { columnsOf, type NamedTable, type PersonalData } from './declaration.js'
import { namesIn, pagesOf, type Way, waysTo, workspaceOf } from './rows.js'
import { findSubject, type Person, type Subject } from './subject.js'

/** A row that a service keeps of somebody, as an export says it: the declared columns by their names. */
export interface ExportedRow {
  readonly table: string
  readonly holds: string
  readonly row: Readonly<Record<string, unknown>>
}

/** Everything that a service keeps of somebody, page by page and never all of it in memory. Moments are ISO texts. */
export async function* exportPerson(
  db: Database,
  data: PersonalData,
  { workspaceId, person }: { readonly workspaceId: string; readonly person: Person },
): AsyncGenerator<ExportedRow> {
  const subject = await db.transact(workspaceId, (tx) => findSubject(tx, data, person), { readOnly: true })
  for (const table of data.tables) {
    if (table.exports === 'nothing') continue
    const hidden = typeof table.exports === 'object' ? table.exports.without : []
    const columns = columnsOf(table).filter((column) => !hidden.includes(column))
    const isOurs = table.named === undefined ? null : namesIn(table, subject, workspaceId)
    const ways: readonly (Way | null)[] = isOurs === null ? waysIn(data, table, subject) : [null]
    for (const way of ways)
      for await (const rows of pagesOf(db, workspaceId, { table, way })) {
        const ours = isOurs === null ? rows : await filterIn(db, workspaceOf(table, workspaceId), { rows, isOurs })
        for (const row of ours) {
          const values = Object.fromEntries(columns.map((column) => [column, asJson(row[column])]))
          yield { table: table.name, holds: table.holds, row: values }
        }
      }
  }
}

/** By a table's own columns, or else by those of the table whose rows its rows belong to. */
function waysIn(data: PersonalData, table: NamedTable, subject: Subject): readonly Way[] {
  const { through } = table
  const parent = data.tables.find(({ name }) => name === through?.table)
  if (through === undefined || parent === undefined || table.persons !== undefined) return waysTo(table, subject)
  return waysTo(parent, subject).map(({ where, value }) => ({
    where: `${through.by} in (select ${through.by} from ${parent.name} where workspace_id = $1 and ${where})`,
    value,
  }))
}

function filterIn(
  db: Database,
  workspaceId: string,
  { rows, isOurs }: { readonly rows: readonly QueryResultRow[]; readonly isOurs: ReturnType<typeof namesIn> },
): Promise<readonly QueryResultRow[]> {
  return db.transact(
    workspaceId,
    async (tx) => {
      const ours: QueryResultRow[] = []
      for (const row of rows) if (await isOurs(tx, row)) ours.push(row)
      return ours
    },
    { readOnly: true },
  )
}

const asJson = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)
