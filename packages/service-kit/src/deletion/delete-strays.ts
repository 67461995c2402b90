import type { Tx } from '../db/tx.js'
import type { NamedTable, PersonalData } from '../personal/declaration.js'
import { isRowOf, type Key, keyOfRow, readPage, recordOf, textsOf, workspacesNamed } from '../personal/rows.js'
import { OPERATOR } from '../values/ids.js'

/** Up to where rows were looked at that came without a workspace. */
export interface StrayCursor {
  readonly table: string
  readonly after: Key | null
}

export interface StraysGone {
  readonly table: string
  readonly rows: number
  /** Where to go on; null when all were looked at. */
  readonly next: StrayCursor | null
}

const PAGE = 500

/** Deletes what came without a workspace and is about this one, a page at a time: it says so by what it names. */
export async function deleteStrays(tx: Tx, data: PersonalData, cursor: StrayCursor | null): Promise<StraysGone | null> {
  const tables = data.tables.filter(({ strays }) => strays !== undefined)
  const index = cursor === null ? 0 : tables.findIndex(({ name }) => name === cursor.table)
  const table = tables[index]
  if (table === undefined) return null
  const following = tables[index + 1]
  const next = following === undefined ? null : { table: following.name, after: null }
  if (table.strays === 'null') return { table: table.name, rows: await deleteNobodys(tx, table), next }
  const { rows, after } = await deletePage(tx, table, cursor?.after ?? null)
  return { table: table.name, rows, next: after === null ? next : { table: table.name, after } }
}

/** Rows of no workspace that name this one. */
async function deleteNobodys(tx: Tx, { name, named = [] }: NamedTable): Promise<number> {
  const texts = named.map((column) => `coalesce(${column}::text, '')`).join(` || ' ' || `)
  const { rowCount } = await tx.query(
    `delete from ${name} where workspace_id is null and position($1::text in ${texts}) > 0`,
    [tx.workspaceId],
  )
  return rowCount ?? 0
}

/** Rows under the nil workspace of which all that they name leads to this one. */
async function deletePage(
  tx: Tx,
  table: NamedTable,
  after: Key | null,
): Promise<{ readonly rows: number; readonly after: Key | null }> {
  const kind = typeof table.strays === 'object' ? table.strays.locator : ''
  const strays = await tx.enter(OPERATOR)
  const page = await readPage(strays, table, { way: null, after, limit: PAGE })
  const theirs: Key[] = []
  for (const row of page) {
    const workspaces = await workspacesNamed(strays, kind, textsOf(table, row))
    if (workspaces.length > 0 && workspaces.every((id) => id === tx.workspaceId)) theirs.push(keyOfRow(table, row))
  }
  if (theirs.length > 0)
    await strays.query(
      `delete from ${table.name} using json_to_recordset($2) as gone (${recordOf(table)})
        where ${table.name}.workspace_id = $1 and ${isRowOf(table, 'gone')}`,
      [OPERATOR, JSON.stringify(theirs)],
    )
  await tx.enter(tx.workspaceId)
  const last = page.at(-1)
  return { rows: theirs.length, after: last === undefined || page.length < PAGE ? null : keyOfRow(table, last) }
}
