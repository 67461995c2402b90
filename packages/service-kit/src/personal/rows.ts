import type { QueryResultRow } from 'pg'
import type { Tx } from '../db/tx.js'
import { OPERATOR } from '../values/ids.js'
import { columnsOf, type NamedTable, personsOf } from './declaration.js'
import { findsIn } from './named.js'
import type { Subject } from './subject.js'

/** In which workspace the rows of a table are looked for. */
export const workspaceOf = (table: NamedTable, workspaceId: string): string =>
  typeof table.strays === 'object' ? OPERATOR : workspaceId

/** A way to find somebody's rows by columns: SQL, where `$1` is the workspace and `$2` what is looked for. */
export interface Way {
  readonly where: string
  readonly value: unknown
}

/** The ways to find the rows of somebody in a table, each by its index; no row is found by two of them. */
export function waysTo(table: NamedTable, { ids, identifiers }: Subject): readonly Way[] {
  const persons = personsOf(table).map(([column]) => column)
  const byPerson = persons.map((column, index) => {
    const others = persons.slice(0, index).map((other) => ` and (${other} is null or ${other} <> all ($2::uuid[]))`)
    return { where: `${column} = any ($2::uuid[])${others.join('')}`, value: ids }
  })
  if (table.identifier === undefined || identifiers.length === 0) return byPerson
  const { type, value } = table.identifier
  const nobodys = persons.map((column) => ` and ${column} is null`).join('')
  const where = `(${type}, ${value}) in (select given.type, given.value
       from json_to_recordset($2) as given (type text, value text))${nobodys}`
  return [...byPerson, { where, value: JSON.stringify(identifiers) }]
}

/** The key of a row as it is handed back to the database. */
export type Key = Readonly<Record<string, unknown>>

/** The columns of a key as a record of `json_to_recordset`. */
export const recordOf = ({ key }: NamedTable): string =>
  Object.entries(key)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')

/** SQL that a row of the table is that of a record with its key. */
export const isRowOf = ({ name, key }: NamedTable, record: string): string =>
  Object.keys(key)
    .map((column) => `${name}.${column} = ${record}.${column}`)
    .join(' and ')

/** Also rows that came without a workspace, where a table has such. */
const inWorkspace = ({ strays }: NamedTable): string =>
  strays === 'null' ? '(workspace_id = $1 or workspace_id is null)' : 'workspace_id = $1'

/** SQL that a row stands before or behind a key that is given as JSON. */
function beside(table: NamedTable, than: '>' | '<=', parameter: number): string {
  const keys = Object.keys(table.key)
  return `(${keys.join(', ')}) ${than} (select ${keys.map((key) => `given.${key}`).join(', ')}
       from json_to_record($${parameter}) as given (${recordOf(table)}))`
}

/** Which rows are read. */
interface Page {
  readonly way: Way | null
  readonly after: Key | null
  readonly upTo?: Key | null
  /** How many are left out before the first one. */
  readonly skip?: number
  readonly limit: number
}

/** Reads a page of rows behind a key, and up to another one, in the order of the keys. */
export async function readPage(tx: Tx, table: NamedTable, page: Page): Promise<readonly QueryResultRow[]> {
  const keys = Object.keys(table.key)
  const values: unknown[] = [tx.workspaceId]
  const conditions = [inWorkspace(table)]
  if (page.way !== null) {
    values.push(page.way.value)
    conditions.push(page.way.where)
  }
  for (const [than, key] of [
    ['>', page.after],
    ['<=', page.upTo ?? null],
  ] as const) {
    if (key === null) continue
    values.push(JSON.stringify(key))
    conditions.push(beside(table, than, values.length))
  }
  values.push(page.limit, page.skip ?? 0)
  // A key is text, so that no number loses digits on its way to and fro.
  const columns = columnsOf(table).map((column) => (column in table.key ? `${column}::text as ${column}` : column))
  const { rows } = await tx.query(
    `select workspace_id, ${columns.join(', ')} from ${table.name} where ${conditions.join(' and ')}
      order by ${keys.map((key) => `${table.name}.${key}`).join(', ')} limit $${values.length - 1} offset $${values.length}`,
    values,
  )
  return rows
}

export const keyOfRow = (table: NamedTable, row: QueryResultRow): Key =>
  Object.fromEntries(Object.keys(table.key).map((column) => [column, row[column]]))

/** Rows that are read at once. */
export const PAGE = 200

/** Says of rows of texts whether they are about somebody, of a workspace where they came without one. */
export function namesIn(
  table: NamedTable,
  subject: Subject,
  workspaceId: string,
): (tx: Tx, row: QueryResultRow) => Promise<boolean> {
  const isNamed = findsIn(subject)
  return async (tx, row) => {
    const texts = textsOf(table, row)
    if (!texts.some(isNamed)) return false
    if (typeof table.strays === 'object')
      return (await workspacesNamed(tx, table.strays.locator, texts)).every((id) => id === workspaceId)
    return row['workspace_id'] !== null || texts.some((text) => text.includes(workspaceId))
  }
}

/** What stands in the texts and documents of a row. */
export const textsOf = ({ named = [] }: NamedTable, row: QueryResultRow): readonly string[] =>
  named.map((column) => textOf(row[column])).filter((text) => text !== '')

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The workspaces of everything that texts name and that has been given to strangers, such as the id of a message. */
export async function workspacesNamed(tx: Tx, kind: string, texts: readonly string[]): Promise<readonly string[]> {
  const ids = [...new Set(texts.flatMap((text) => text.match(UUIDS) ?? []))]
  const { rows } = await tx.query<{ workspace_id: string }>(
    'select distinct workspace_id from locator where kind = $1 and id = any ($2)',
    [kind, ids],
  )
  return rows.map((row) => row.workspace_id)
}
