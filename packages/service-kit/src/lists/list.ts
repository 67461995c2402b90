import type { QueryResultRow } from 'pg'
import type { Tx } from '../db/tx.js'
import { fillPage, type Positioned } from './fill-page.js'
import type { Filters } from './filter.js'
import {
  LIMIT,
  type ListDeclaration,
  type ListParameters,
  type ListQuery,
  parametersOf,
  type Sorts,
} from './parameters.js'
import { type Belonging, type Ordered, type Position, readCursor, writeCursor } from './position.js'

/** What all pages of a list have in common beside its parameters, by column: whose list it is, where the path says so. */
export type Within = Readonly<Record<string, unknown>>

/** Where a list is read from, and what is shown of it. */
export interface Table<Row extends QueryResultRow, Item> {
  readonly columns: string
  readonly from: string
  /** SQL that only this workspace's rows fulfil; `$1` is the workspace. */
  readonly where?: string
  readonly within?: Within
  /** The items of rows, in their order. */
  show(tx: Tx, rows: readonly Row[]): Promise<readonly Item[]> | readonly Item[]
}

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

/** A list: its query parameters, and its pages. */
export interface List<F extends Filters> {
  readonly query: ListParameters<F>
  /** Reads a page of a table. */
  page<Row extends QueryResultRow, Item extends object>(
    tx: Tx,
    query: ListQuery,
    table: Table<Row, Item>,
  ): Promise<Page<Item>>
  /** Reads a page of what has a statement of its own, which is told the position behind which it begins. */
  pageOf<Item extends object>(
    tx: Tx,
    query: ListQuery,
    read: (behind: Position | null, most: number) => Promise<readonly Positioned<Item, Position>[]>,
    within?: Within,
  ): Promise<Page<Item>>
  /** Refuses a cursor that is none of this list's. */
  checkCursor(tx: Tx, query: ListQuery, within?: Within): void
}

/**
 * Declares a list. Its order ends in what tells any two items apart, so that none of one moment is left out or shown
 * twice between two pages; a cursor is refused where the order, a filter or the list is another.
 */
export function list<F extends Filters, S extends Sorts>(declaration: ListDeclaration<F, S>): List<F> {
  const position = (
    tx: Tx,
    query: ListQuery,
    within: Within = {},
  ): { behind: Position | null; belonging: Belonging } => {
    const belonging = belongingOf(tx, declaration, { query, within, order: sortOf(declaration, query).name })
    return { belonging, behind: readCursor(query.cursor, belonging, sortOf(declaration, query).order) }
  }
  const pageOf: List<F>['pageOf'] = async (tx, query, read, within) => {
    const { behind, belonging } = position(tx, query, within)
    const brief = briefly(declaration.bulk, query)
    const { items, last } = await fillPage({ behind, limit: query.limit ?? LIMIT }, async (after, most) =>
      (await read(after, most)).map(({ item, position: at }) => ({ item: brief(item), position: at })),
    )
    return { items, nextCursor: last === null ? null : writeCursor(belonging, last) }
  }
  return {
    query: parametersOf(declaration),
    pageOf,
    page: async (tx, query, table) => {
      const { order, isDown } = sortOf(declaration, query)
      const statement = await statementOf(tx, declaration, { query, table })
      return pageOf(
        tx,
        query,
        async (behind, most) => {
          const { text, values } = statement.ordered({ order, isDown, behind, most })
          const { rows } = await tx.query(text, values)
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of the columns that the table names
          const items = await table.show(tx, rows as never)
          return items.map((item, at) => ({
            item,
            position: order.map((_, column) => String(rows[at]?.[`at_${column}`])),
          }))
        },
        table.within,
      )
    },
    checkCursor: (tx, query, within) => void position(tx, query, within),
  }
}

interface Sorting {
  readonly name: string
  readonly order: readonly Ordered[]
  readonly isDown: boolean
}

function sortOf<F extends Filters, S extends Sorts>(declaration: ListDeclaration<F, S>, query: ListQuery): Sorting {
  const name = query.sort ?? declaration.sort
  const isDown = name.startsWith('-')
  const order = declaration.sorts[isDown ? name.slice(1) : name]
  if (order === undefined) throw new Error(`The list of ${declaration.name} has no order ${name}.`)
  return { name, order, isDown }
}

/** What a cursor of a list belongs to: whoever changes any of it gets another list. */
function belongingOf<F extends Filters, S extends Sorts>(
  tx: Tx,
  { name, filters }: ListDeclaration<F, S>,
  { query, within, order }: { readonly query: ListQuery; readonly within: Within; readonly order: string },
): Belonging {
  const given = Object.keys(filters ?? {})
    .toSorted()
    .map((filter) => [filter, query[filter] ?? null])
  return [tx.workspaceId, name, order, within, given, query.from ?? null, query.to ?? null]
}

/** Leaves out of an item what `fields=summary` leaves out. */
function briefly(bulk: readonly string[] = [], { fields }: ListQuery): <Item extends object>(item: Item) => Item {
  if (fields !== 'summary') return (item) => item
  return (item) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out is optional in the answer
    Object.fromEntries(Object.entries(item).filter(([name]) => !bulk.includes(name))) as typeof item
}

/** A statement that reads some rows of a list. */
interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

interface Stretch {
  readonly order: readonly Ordered[]
  readonly isDown: boolean
  readonly behind: Position | null
  readonly most: number
}

/** The conditions of what was asked for, from which the statements of its pages are made. */
async function statementOf<F extends Filters, S extends Sorts>(
  tx: Tx,
  { filters, period }: ListDeclaration<F, S>,
  {
    query,
    table,
  }: {
    readonly query: ListQuery
    readonly table: Pick<Table<never, never>, 'columns' | 'from' | 'where' | 'within'>
  },
): Promise<{ readonly values: readonly unknown[]; readonly where: string; ordered(stretch: Stretch): Statement }> {
  const values: unknown[] = [tx.workspaceId]
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const conditions = [table.where ?? 'workspace_id = $1']
  for (const [column, value] of Object.entries(table.within ?? {})) conditions.push(`${column} = ${parameter(value)}`)
  for (const [name, { sql, value }] of Object.entries<Filters[string]>(filters ?? {})) {
    const given = query[name]
    if (given !== undefined) conditions.push(sql(parameter(value === undefined ? given : await value(tx, given))))
  }
  if (period !== undefined && query.from !== undefined)
    conditions.push(`${period.column} >= ${parameter(query.from)}::timestamptz`)
  if (period !== undefined && query.to !== undefined)
    conditions.push(`${period.column} < ${parameter(query.to)}::timestamptz`)
  const where = conditions.join(' and ')
  return { values, where, ordered: (stretch) => orderedSql(table, { values, where }, stretch) }
}

function orderedSql(
  { columns, from }: Pick<Table<never, never>, 'columns' | 'from'>,
  { values, where }: { readonly values: readonly unknown[]; readonly where: string },
  { order, isDown, behind, most }: Stretch,
): Statement {
  const names = order.map(({ column }) => column)
  const positions = order.map(({ column }, at) => `${column}::text as at_${at}`)
  const compared = order.map(({ type }, at) => `$${values.length + 1 + at}::${type}`)
  const follows = behind === null ? '' : ` and (${names.join(', ')}) ${isDown ? '<' : '>'} (${compared.join(', ')})`
  const all = [...values, ...(behind ?? []), most]
  return {
    text: `select ${columns}, ${positions.join(', ')} from ${from} where ${where}${follows}
      order by ${names.map((name) => `${name} ${isDown ? 'desc' : 'asc'}`).join(', ')} limit $${all.length}`,
    values: all,
  }
}
