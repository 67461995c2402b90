import type { QueryResultRow } from 'pg'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { columnsOf, type NamedTable, type PersonalData } from './declaration.js'
import { type Naming, readNaming } from './read-naming.js'
import { type Key, keyOfRow, namesIn, PAGE, readPage, type Way, waysTo, workspaceOf } from './rows.js'
import { findSubject, type Person, type Subject } from './subject.js'

/** A row that a service keeps of somebody, as an export says it: the declared columns by their names. */
export interface ExportedRow {
  readonly table: string
  readonly holds: string
  readonly row: Readonly<Record<string, unknown>>
}

/** Up to where rows have been read: in which table, by which of the ways to it, behind which key. */
export interface ExportCursor {
  readonly table: string
  readonly way: number
  readonly after: Key | null
}

export interface ExportPage {
  readonly rows: readonly ExportedRow[]
  /** Where to go on; null behind the last table. */
  readonly next: ExportCursor | null
}

/** The tables of which somebody is given rows, in the order in which they are read. */
export const exportedTables = ({ tables }: PersonalData): readonly NamedTable[] =>
  tables.filter(({ exports }) => exports !== 'nothing')

/** Everything that a service keeps of somebody, page by page and never all of it in memory. Moments are ISO texts. */
export async function* exportPerson(
  db: Database,
  data: PersonalData,
  { workspaceId, person }: { readonly workspaceId: string; readonly person: Person },
): AsyncGenerator<ExportedRow> {
  const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transact(workspaceId, work, { readOnly: true })
  const subject = await inside((tx) => findSubject(tx, data, person))
  let cursor: ExportCursor | null = null
  do {
    const from: ExportCursor | null = cursor
    const { rows, next }: ExportPage = await inside((tx) => exportPage(tx, data, { subject, cursor: from }))
    yield* rows
    cursor = next
  } while (cursor !== null)
}

/** The next page of what a service keeps of somebody; from the beginning where no cursor is given, or one that is no more. */
export async function exportPage(
  tx: Tx,
  data: PersonalData,
  { subject, cursor }: { readonly subject: Subject; readonly cursor: ExportCursor | null },
): Promise<ExportPage> {
  const tables = exportedTables(data)
  const index = Math.max(
    0,
    tables.findIndex(({ name }) => name === cursor?.table),
  )
  const table = tables[index]
  if (table === undefined) return { rows: [], next: null }
  const ways = table.named === undefined ? waysIn(data, table, subject) : [null]
  const at = cursor?.table === table.name ? cursor : { table: table.name, way: 0, after: null }
  const following = tables[index + 1]
  const nextTable = following === undefined ? null : { table: following.name, way: 0, after: null }
  const way = ways[at.way]
  if (way === undefined) return { rows: [], next: nextTable }
  const { found, after } = await readRows(tx, { table, way, after: at.after, subject })
  const rows = found.map((row) => toExported(table, row))
  if (after !== null) return { rows, next: { ...at, after } }
  return { rows, next: at.way + 1 < ways.length ? { ...at, way: at.way + 1, after: null } : nextTable }
}

interface Reading {
  readonly table: NamedTable
  readonly way: Way | null
  readonly after: Key | null
  readonly subject: Subject
}

/** A page of a table, those rows of it that are about the person, and behind which key the next one begins. */
async function readRows(
  tx: Tx,
  { table, way, after, subject }: Reading,
): Promise<{ readonly found: readonly QueryResultRow[]; readonly after: Key | null }> {
  const { workspaceId } = tx
  const home = workspaceOf(table, workspaceId)
  const inside = home === workspaceId ? tx : await tx.enter(home)
  const page = await (table.named === undefined
    ? readByWay(inside, table, { way, after })
    : readNaming(inside, table, { subject, after }))
  const isOurs = table.named === undefined ? null : namesIn(table, subject, workspaceId)
  const found: QueryResultRow[] = []
  for (const row of page.rows) if (isOurs === null || (await isOurs(inside, row))) found.push(row)
  if (home !== workspaceId) await tx.enter(workspaceId)
  return { found, after: page.after }
}

async function readByWay(
  tx: Tx,
  table: NamedTable,
  { way, after }: Pick<Reading, 'way' | 'after'>,
): Promise<Omit<Naming, 'cost'>> {
  const rows = await readPage(tx, table, { way, after, limit: PAGE })
  const last = rows.at(-1)
  return { rows, after: last === undefined || rows.length < PAGE ? null : keyOfRow(table, last) }
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

function toExported(table: NamedTable, row: QueryResultRow): ExportedRow {
  const hidden = typeof table.exports === 'object' ? table.exports.without : []
  const columns = columnsOf(table).filter((column) => !hidden.includes(column))
  const values = Object.fromEntries(columns.map((column) => [column, asJson(row[column])]))
  return { table: table.name, holds: table.holds, row: values }
}

const asJson = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)
