import type { QueryResultRow } from 'pg'
import type { z } from 'zod'
import type { Database } from '../db/database.js'
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
import { beginning, LINES, type LinesAnswer, Removed, settledUntil, wantsLines } from './updates.js'

/**
 * What all pages of a list have in common beside its parameters, by column: whose list it is, where the path says so. Of
 * several values any will do.
 */
export type Within = Readonly<Record<string, unknown>>

/** Where a list is read from, and what is shown of it. */
export interface Table<Row extends QueryResultRow, Item> {
  readonly columns: string
  readonly from: string
  /** SQL that only this workspace's rows fulfil; `$1` is the workspace, and a value stands where `parameter` puts it. */
  readonly where?: string | ((parameter: (value: unknown) => string) => string)
  readonly within?: Within
  /** The items of rows, in their order. */
  show(tx: Tx, rows: readonly Row[]): Promise<readonly Item[]> | readonly Item[]
}

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

/** What a list is asked for: a page, or all its lines. */
export interface ListRequest {
  readonly query: ListQuery
  readonly headers: { readonly accept?: string | undefined }
}

/** What a list answers: a page, or lines that are made while they are read. */
export type ListAnswer<Item> =
  | { readonly status: 200; readonly body: Page<Item>; readonly headers: { readonly vary: 'Accept' } }
  | LinesAnswer

/** What lines are read with, and the answer that says how an item looks. */
export interface Answering {
  readonly db: Database
  readonly schema: ListSchema
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
  /**
   * Answers a page of a table or, where the caller accepts lines, its items one by one in the order in which they were
   * last written, each by the schema that the answer has for it. Lines are read in transactions of their own.
   */
  answer<Row extends QueryResultRow, Item extends object>(
    tx: Tx,
    request: ListRequest,
    reading: Table<Row, Item> & Answering,
  ): Promise<ListAnswer<Item>>
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
  const page: List<F>['page'] = async (tx, query, table) => {
    const { order, isDown } = sortOf(declaration, query)
    const statement = await statementOf(tx, declaration, { query, table })
    const read = (behind: Position | null, most: number) =>
      readRows(tx, statement.ordered({ order, isDown, behind, most }), { order, table })
    return pageOf(tx, query, read, table.within)
  }
  return {
    query: parametersOf(declaration),
    pageOf,
    page,
    answer: async (tx, { query, headers }, reading) => {
      if (!wantsLines(headers, query)) return { status: 200, body: await page(tx, query, reading), headers: VARY }
      const order = declaration.updates
      if (order === undefined) throw new Error(`The list of ${declaration.name} has no order of updates.`)
      const belonging = belongingOf(tx, declaration, { query, within: reading.within ?? {}, order: 'updates' })
      const behind = readCursor(query.cursor, belonging, order) ?? beginning(query.updatedSince)
      const lines = linesOf(tx.workspaceId, declaration, { query, reading, order, belonging, behind })
      return { status: 200, contentType: `${LINES}; charset=utf-8`, lines, headers: VARY }
    },
    checkCursor: (tx, query, within) => void position(tx, query, within),
  }
}

const VARY = { vary: 'Accept' } as const

/** The answer of a list, whose items say which of their fields leave. */
type ListSchema = z.ZodObject<{ items: z.ZodArray<z.ZodType>; nextCursor: z.ZodNullable<z.ZodString> }>

async function readRows<Item extends object>(
  tx: Tx,
  { text, values }: Statement,
  { order, table }: { readonly order: readonly Ordered[]; readonly table: Table<never, Item> },
): Promise<Positioned<Item, Position>[]> {
  const { rows } = await tx.query(text, values)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of the columns that the table names
  const items = await table.show(tx, rows as never)
  return items.map((item, at) => ({ item, position: order.map((_, column) => String(rows[at]?.[`at_${column}`])) }))
}

interface Following {
  readonly query: ListQuery
  readonly reading: Table<never, object> & Answering
  readonly order: readonly Ordered[]
  readonly belonging: Belonging
  readonly behind: Position
}

/**
 * The lines of a list, a part at a time and no part before the one in front of it has been taken: each item as it is now,
 * and behind each part a line with the cursor that continues there; the last one says `end`.
 */
async function* linesOf<F extends Filters, S extends Sorts>(
  workspaceId: string,
  declaration: ListDeclaration<F, S>,
  { query, reading, order, belonging, behind: from }: Following,
): AsyncGenerator<string> {
  const brief = briefly(declaration.bulk, query)
  const { element } = reading.schema.shape.items
  const lineOf = (item: object): string =>
    JSON.stringify('removed' in item ? Removed.parse(item) : element.parse(brief(item)))
  for (let behind = from, isEnd = false; !isEnd; ) {
    const part = await reading.db.transact(workspaceId, (tx) => readPart(tx, behind), { readOnly: true })
    behind = part.behind
    isEnd = part.last === null
    const nextCursor = writeCursor(belonging, behind)
    const cursor = JSON.stringify(isEnd ? { nextCursor, end: true } : { nextCursor })
    yield [...part.items.map(({ line }) => line), cursor, ''].join('\n')
  }

  async function readPart(tx: Tx, begin: Position) {
    const until = await settledUntil(tx)
    const statement = await statementOf(tx, declaration, {
      query,
      table: reading,
      until: [order[0]?.column ?? '', until],
    })
    let reached = begin
    const part = await fillPage({ behind: begin, limit: PART }, async (after, most) => {
      const rows = await readRows(tx, statement.ordered({ order, isDown: false, behind: after, most }), {
        order,
        table: reading,
      })
      return rows.map(({ item, position }) => ({ item: { line: lineOf(item), position }, position }))
    })
    for (const { position } of part.items) reached = position
    return { ...part, behind: reached }
  }
}

// So many items at most are between two cursors.
const PART = 200

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
    until,
  }: {
    readonly query: ListQuery
    readonly table: Pick<Table<never, never>, 'columns' | 'from' | 'where' | 'within'>
    /** A column of times, and before which one. */
    readonly until?: readonly [column: string, moment: string]
  },
): Promise<{ readonly values: readonly unknown[]; readonly where: string; ordered(stretch: Stretch): Statement }> {
  const values: unknown[] = [tx.workspaceId]
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const { where: base = 'workspace_id = $1' } = table
  const conditions = [typeof base === 'string' ? base : base(parameter), ...within(table, parameter)]
  for (const [name, { sql, value }] of Object.entries<Filters[string]>(filters ?? {})) {
    const given = query[name]
    if (given !== undefined) conditions.push(sql(parameter(value === undefined ? given : await value(tx, given))))
  }
  const bound = (column: string | undefined, is: '>=' | '<', moment: Date | string | undefined): void => {
    if (column !== undefined && moment !== undefined)
      conditions.push(`${column} ${is} ${parameter(moment)}::timestamptz`)
  }
  bound(period?.column, '>=', query.from)
  bound(period?.column, '<', query.to)
  bound(until?.[0], '<', until?.[1])
  const where = conditions.join(' and ')
  return { values, where, ordered: (stretch) => orderedSql(table, { values, where }, stretch) }
}

const within = ({ within: all = {} }: Pick<Table<never, never>, 'within'>, parameter: (value: unknown) => string) =>
  Object.entries(all).map(([column, value]) =>
    Array.isArray(value) ? `${column} = any(${parameter(value)})` : `${column} = ${parameter(value)}`,
  )

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
