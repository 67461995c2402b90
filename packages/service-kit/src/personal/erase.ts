import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { type Emptied, type Erasing, type NamedTable, type PersonalData, personsOf } from './declaration.js'
import type { Counts } from './merge.js'
import { isRowOf, keyOfRow, namesIn, pagesOf, recordOf, waysTo, workspaceOf } from './rows.js'
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

// Rows of one transaction; what belongs to each of them goes along.
export const BATCH = 100

/**
 * Erases what a service keeps of somebody, in many small transactions, and answers how many rows, by table. Done twice it
 * changes nothing; a process that dies in between leaves what is not yet erased, and whoever asks again finds it: by
 * what somebody is found is erased last.
 */
export async function erasePerson(db: Database, data: PersonalData, erasure: Erasure): Promise<Counts> {
  const { workspaceId, person } = erasure
  const subject = await db.transact(workspaceId, (tx) => findSubject(tx, data, person), { readOnly: true })
  const counts: Record<string, number> = {}
  const transact: Transact = async (table, work) => {
    const erased = await db.transact(workspaceOf(table, workspaceId), async (tx) => {
      const done = await work(tx)
      for (const [name, rows] of done) if (rows > 0) await erasure.counted?.(tx, name, rows)
      return done
    })
    for (const [name, rows] of erased) if (rows > 0) counts[name] = (counts[name] ?? 0) + rows
    return erased.get(table.name) ?? 0
  }
  for (const table of inOrder(data)) {
    if (table.named !== undefined) await eraseNamed(db, table, { subject, workspaceId, transact })
    for (const way of waysTo(table, subject))
      for (const step of stepsOf(table, erasure.mode)) {
        const batch = { data, table, mode: erasure.mode, ...step, where: `${way.where}${step.only}`, value: way.value }
        while ((await transact(table, (tx) => eraseBatch(tx, batch))) === BATCH);
      }
  }
  return counts
}

/** Tables that stand alone, those by which a person is found last; what belongs to their rows goes with these. */
function inOrder({ tables }: PersonalData): readonly NamedTable[] {
  const rank = ({ carries, aliases }: NamedTable): number => {
    if (aliases !== undefined) return 2
    return carries === undefined ? 0 : 1
  }
  return tables.filter(({ through }) => through === undefined).toSorted((left, right) => rank(left) - rank(right))
}

type Erased = ReadonlyMap<string, number>
type Transact = (table: NamedTable, work: (tx: Tx) => Promise<Erased>) => Promise<number>

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
  const emptied = Object.entries(table.personal).map(([column, value]) => `${column} = ${literal(value)}`)
  // Who reads updates hears of it.
  const written = table.plain.includes('written_at') ? ['written_at = now()'] : []
  return [...persons, ...emptied, ...written].join(', ')
}

function literal(value: Emptied): string {
  if (value === null) return 'null'
  return typeof value === 'object' ? value.sql : `'${value}'`
}

/** Deletes the rows of texts that name somebody, page by page. */
async function eraseNamed(
  db: Database,
  table: NamedTable,
  { subject, workspaceId, transact }: { subject: Subject; workspaceId: string; transact: Transact },
): Promise<void> {
  const isOurs = namesIn(table, subject, workspaceId)
  for await (const rows of pagesOf(db, workspaceId, { table, way: null }))
    await transact(table, async (tx) => {
      const keys: unknown[] = []
      for (const row of rows) if (await isOurs(tx, row)) keys.push(keyOfRow(table, row))
      if (keys.length === 0) return new Map()
      const workspace = `(${table.name}.workspace_id = $1${table.strays === 'null' ? ` or ${table.name}.workspace_id is null` : ''})`
      const { rowCount } = await tx.query(
        `delete from ${table.name} using json_to_recordset($2) as gone (${recordOf(table)})
          where ${workspace} and ${isRowOf(table, 'gone')}`,
        [tx.workspaceId, JSON.stringify(keys)],
      )
      return new Map([[table.name, rowCount ?? 0]])
    })
}
