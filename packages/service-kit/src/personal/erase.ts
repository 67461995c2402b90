import type { QueryResultRow } from 'pg'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { type Erasing, emptiedSql, type NamedTable, type PersonalData, personsOf } from './declaration.js'
import { emptyNaming } from './empty-naming.js'
import type { Counts } from './merge.js'
import { readNaming } from './read-naming.js'
import { isRowOf, type Key, keyOfRow, namesIn, recordOf, waysTo, workspaceOf } from './rows.js'
import { findSubject, type Person, type Subject } from './subject.js'

/** `erase`: everything goes. `anonymise`: facts stay, without the person. */
export type ErasureMode = 'erase' | 'anonymise'

export interface Erasure {
  readonly workspaceId: string
  readonly person: Person
  readonly mode: ErasureMode
  /** Called in each transaction with what it has erased of one table, for who keeps count beyond a process that dies. */
  readonly counted?: (tx: Tx, table: string, rows: number) => Promise<void>
}

// Rows of one transaction and table; what belongs to each of them goes along.
export const BATCH = 100

/**
 * Erases what a service keeps of somebody, in many small transactions, and answers how many rows, by table. Done twice it
 * changes nothing; a process that dies in between leaves what is not yet erased, and whoever asks again finds it: by
 * what somebody is found is erased last.
 */
export async function erasePerson(db: Database, data: PersonalData, erasure: Erasure): Promise<Counts> {
  const { workspaceId, person, mode, counted } = erasure
  const subject = await db.transact(workspaceId, (tx) => findSubject(tx, data, person), { readOnly: true })
  let counts: Counts = {}
  for (let cursor: ErasureCursor | null = FIRST; cursor !== null; ) {
    const from: ErasureCursor = cursor
    const part = await db.transact(workspaceId, async (tx) => {
      const erased = await eraseSome(tx, data, { subject, mode, cursor: from, most: BATCH })
      for (const [table, rows] of Object.entries(erased.counts)) await counted?.(tx, table, rows)
      return erased
    })
    counts = addCounts(counts, part.counts)
    cursor = part.next
  }
  return counts
}

/** Up to where tables were gone through. */
export interface ErasureCursor {
  /** The name of the next one in their order, which a release may change; null for the first. */
  readonly table: string | null
  /** Behind which of its rows, of one that is read page by page. */
  readonly after: Key | null
}

export const FIRST: ErasureCursor = { table: null, after: null }

/** A part of an erasure. */
export interface ErasurePart {
  readonly subject: Subject
  readonly mode: ErasureMode
  readonly cursor: ErasureCursor
  /** About how many rows are erased or read at most. */
  readonly most: number
  /** Called with the keys of the rows that were erased, for what stands of them elsewhere. */
  readonly gone?: (table: string, keys: readonly Readonly<Record<string, string>>[]) => Promise<void> | void
}

export const addCounts = (left: Counts, right: Counts): Counts => {
  const sum: Record<string, number> = { ...left }
  for (const [table, rows] of Object.entries(right)) if (rows > 0) sum[table] = (sum[table] ?? 0) + rows
  return sum
}

/** Erases some of what a service keeps of somebody; `next` says where to go on, and is null at the end. */
export async function eraseSome(
  tx: Tx,
  data: PersonalData,
  part: ErasurePart,
): Promise<{ readonly counts: Counts; readonly next: ErasureCursor | null }> {
  const tables = inOrder(data)
  let counts: Counts = {}
  let left = part.most
  // A table that another release has named and this one does not know: from the beginning, which finds less.
  let index = Math.max(
    0,
    tables.findIndex(({ name }) => name === part.cursor.table),
  )
  let after = tables[index]?.name === part.cursor.table ? part.cursor.after : null
  for (;;) {
    const table = tables[index]
    if (table === undefined) return { counts, next: null }
    const cursor: ErasureCursor = { table: table.name, after }
    if (left <= 0) return { counts, next: cursor }
    const turn = { ...part, cursor, most: left }
    const done = await (table.named === undefined ? eraseRows(tx, data, table, turn) : eraseNamed(tx, table, turn))
    counts = addCounts(counts, done.counts)
    left -= done.cost
    after = done.after ?? null
    if (done.after === undefined) index += 1
  }
}

interface Turn {
  readonly counts: Counts
  readonly cost: number
  /** Where to go on in this table; absent when it is done. */
  readonly after?: Key | null
}

/** Rows that columns lead to, as many batches as may be; what is left is found again. */
async function eraseRows(
  tx: Tx,
  data: PersonalData,
  table: NamedTable,
  { subject, mode, most, gone }: ErasurePart,
): Promise<Turn> {
  let counts: Counts = {}
  let cost = 0
  for (const way of waysTo(table, subject))
    for (const step of stepsOf(table, mode)) {
      const batch = { data, table, mode, ...step, where: `${way.where}${step.only}`, value: way.value, gone }
      for (let rows = BATCH; rows === BATCH; ) {
        if (cost >= most) return { counts, cost, after: null }
        const erased = await eraseBatch(tx, batch)
        counts = addCounts(counts, Object.fromEntries(erased))
        rows = erased.get(table.name) ?? 0
        cost += rows
      }
    }
  return { counts, cost }
}

/** Tables that stand alone, those by which a person is found last; what belongs to their rows goes with these. */
function inOrder({ tables }: PersonalData): readonly NamedTable[] {
  const rank = ({ carries, aliases }: NamedTable): number => {
    if (aliases !== undefined) return 2
    return carries === undefined ? 0 : 1
  }
  return tables.filter(({ through }) => through === undefined).toSorted((left, right) => rank(left) - rank(right))
}

interface Step {
  readonly action: Erasing
  /** More SQL of the condition. */
  readonly only: string
}

/** What is under way goes, also where all else is only emptied: nobody could finish it. */
function stepsOf(table: NamedTable, mode: ErasureMode): readonly Step[] {
  const action = table[mode]
  if (action === 'delete' || table.underWay === undefined) return [{ action, only: '' }]
  return [
    { action: 'delete', only: ` and (${table.underWay})` },
    { action, only: '' },
  ]
}

type Erased = ReadonlyMap<string, number>

/** A batch of rows of one table by a condition, and what belongs to them. */
export interface Batch {
  readonly data: PersonalData
  readonly table: NamedTable
  readonly mode: ErasureMode
  readonly action: Erasing
  /** SQL, where `$1` is the workspace and `$2` the value. */
  readonly where: string
  readonly value: unknown
  /** The column by which the oldest go first; else they go in the order of their keys. */
  readonly oldestFirst?: string | undefined
  readonly gone?: ErasurePart['gone'] | undefined
}

/** Erases some rows, with what belongs to them; fewer than a full batch means that there are no more. */
export async function eraseBatch(tx: Tx, batch: Batch): Promise<Erased> {
  const { table, where, value, action } = batch
  const keys = Object.keys(table.key)
  const chosen = `with gone as (select ${keys.map((key) => `${key} as gone_${key}`).join(', ')} from ${table.name}
      where workspace_id = $1 and ${where}
      order by ${[batch.oldestFirst ?? [], keys].flat().join(', ')} limit ${BATCH} for update)`
  // Says once more what is looked for: that leads to the rows where the key alone has no index.
  const target = `workspace_id = $1 and ${where} and ${keys.map((key) => `${key} = gone_${key}`).join(' and ')}`
  const returning = `returning ${keys.map((key) => `${table.name}.${key}::text as ${key}`).join(', ')}`
  const isStranger = action === 'empty' && table.stranger === true
  const { rows } = await tx.query<Record<string, string>>(
    action === 'delete'
      ? `${chosen} delete from ${table.name} using gone where ${target} ${returning}`
      : `${chosen} update ${table.name} set ${emptyingSql(table, '$3::uuid')} from gone where ${target} ${returning}`,
    [tx.workspaceId, value, ...(isStranger ? [tx.newId()] : [])],
  )
  const erased = new Map([[table.name, rows.length]])
  if (rows.length === 0) return erased
  await batch.gone?.(table.name, rows)
  for (const child of batch.data.tables.filter(({ through }) => through?.table === table.name)) {
    const ofChild = action === 'delete' ? 'delete' : child[batch.mode]
    erased.set(child.name, await eraseChildren(tx, child, { action: ofChild, rows }))
  }
  return erased
}

async function eraseChildren(
  tx: Tx,
  child: NamedTable,
  { action, rows }: { readonly action: Erasing; readonly rows: readonly Record<string, string>[] },
): Promise<number> {
  const by = child.through?.by ?? ''
  const isStranger = action === 'empty' && child.stranger === true
  const what =
    action === 'delete' ? `delete from ${child.name}` : `update ${child.name} set ${emptyingSql(child, '$3::uuid')}`
  const { rowCount } = await tx.query(`${what} where workspace_id = $1 and ${by} = any ($2::uuid[])`, [
    tx.workspaceId,
    rows.map((row) => row[by]),
    ...(isStranger ? [tx.newId()] : []),
  ])
  return rowCount ?? 0
}

/** The SQL that empties a row: its personal columns, and whose it is. */
function emptyingSql(table: NamedTable, stranger: string): string {
  const nobody = table.stranger === true ? stranger : 'null'
  const persons = personsOf(table).flatMap(([column, origin]) => [
    `${column} = ${nobody}`,
    ...(origin === 'self' ? [] : [`${origin} = null`]),
  ])
  const emptied = Object.entries(table.personal).map(([column, value]) => `${column} = ${emptiedSql(value)}`)
  // Who reads updates hears of it.
  const written = table.plain.includes('written_at') ? ['written_at = now()'] : []
  return [...persons, ...emptied, ...written].join(', ')
}

/** Deletes the rows of a page of texts that name somebody, or takes from them what names them. */
async function eraseNamed(tx: Tx, table: NamedTable, { subject, mode, cursor }: ErasurePart): Promise<Turn> {
  const isOurs = namesIn(table, subject, tx.workspaceId)
  const inside = await tx.enter(workspaceOf(table, tx.workspaceId))
  const { rows, after, cost } = await readNaming(inside, table, { subject, after: cursor.after })
  const ours: QueryResultRow[] = []
  for (const row of rows) if (await isOurs(inside, row)) ours.push(row)
  const erased =
    table[mode] === 'delete' ? deleteRows(inside, table, ours) : emptyNaming(inside, table, { subject, rows: ours })
  const counts = { [table.name]: await erased }
  await tx.enter(tx.workspaceId)
  return { counts: addCounts({}, counts), cost, ...(after === null ? {} : { after }) }
}

async function deleteRows(tx: Tx, table: NamedTable, ours: readonly QueryResultRow[]): Promise<number> {
  if (ours.length === 0) return 0
  const keys = ours.map((row) => keyOfRow(table, row))
  const stays = table.stays === undefined ? '' : ` and not (${table.stays})`
  const workspace = `(${table.name}.workspace_id = $1${table.strays === 'null' ? ` or ${table.name}.workspace_id is null` : ''})`
  const { rowCount } = await tx.query(
    `delete from ${table.name} using json_to_recordset($2) as gone (${recordOf(table)})
      where ${workspace} and ${isRowOf(table, 'gone')}${stays}`,
    [tx.workspaceId, JSON.stringify(keys)],
  )
  return rowCount ?? 0
}
