import { settingsOf } from '@polyphon/values'
import type { Database } from '../db/database.js'
import { dropMonth, monthsOlderThan, readMonths } from '../db/months.js'
import type { Tx } from '../db/tx.js'
import { OPERATOR } from '../values/ids.js'
import { sqlStateOf } from '../values/unavailable.js'
import type { NamedTable, PersonalData } from './declaration.js'
import { BATCH, eraseBatch } from './erase.js'
import type { Counts } from './merge.js'
import { longestOf, type Retention, shorterOf } from './retention.js'
import { workspaceOf } from './rows.js'

export interface Sweep {
  readonly workspaceId: string
  /** How long this workspace keeps each class. */
  readonly retention: Retention
  /** What the operator says: of a class that this workspace keeps as long, rows go with their months. */
  readonly months?: Retention
  readonly now: Date
  /** About how many rows at most; the rest is for the next time. */
  readonly most: number
}

export interface SweepOfAll {
  /** What the operator says; a workspace may keep a class shorter, never longer. */
  readonly operator: Retention
  readonly now: Date
  /** Rows of each workspace, as in `Sweep`. */
  readonly most: number
}

export interface Swept {
  readonly counts: Counts
  /** Whether nothing is left that has expired. */
  readonly done: boolean
}

const DAY_MS = 86_400_000
const SEEN_BATCH = 5_000
const REFUSED = '22023'

/**
 * Deletes what has expired in all workspaces, each by the shorter of what the operator says and what it decided itself, and
 * drops the months that nobody keeps any more. A process that dies in between leaves the rest to the next call; one workspace
 * of which something cannot be deleted keeps none of the others, and rejects in the end.
 */
export async function sweepWorkspaces(db: Database, data: PersonalData, sweep: SweepOfAll): Promise<Swept> {
  const budget = openBudget(0)
  const { operator, now, most } = sweep
  const workspaces = (await db.transact(null, readRetentions, { readOnly: true })).map(({ workspaceId, decided }) => ({
    workspaceId,
    retention: shorterOf(operator, decided),
  }))
  const months = workspaces.length === 0 ? operator : longestOf(workspaces.map(({ retention }) => retention))
  // What the operator has done stands in a chain of its own.
  const { audit } = operator
  if (audit !== undefined) workspaces.push({ workspaceId: OPERATOR, retention: { audit } })
  const failures: unknown[] = []
  let done = true
  for (const workspace of workspaces) {
    try {
      const swept = await sweepExpired(db, data, { ...workspace, months: operator, now, most })
      for (const [name, rows] of Object.entries(swept.counts)) budget.spend(name, rows)
      done &&= swept.done
    } catch (error) {
      failures.push(error)
    }
  }
  for (const { table, before } of expiring(data, months, now))
    if (table.ages?.months !== undefined)
      budget.spend(`months of ${table.name}`, await dropMonths(db, table, { before, operator }))
  if (failures.length > 0) throw failures[0]
  return { counts: budget.counts, done }
}

/** What each workspace decided, as far as this version understands it. */
async function readRetentions(
  tx: Tx,
): Promise<readonly { readonly workspaceId: string; readonly decided: Retention }[]> {
  const { rows } = await tx.query<{
    workspace_id: string
    mode: 'live' | 'test'
    settings: Readonly<Record<string, unknown>>
  }>('select workspace_id, mode, settings from workspace order by workspace_id')
  return rows.map((row) => ({ workspaceId: row.workspace_id, decided: settingsOf(row).retention }))
}

/**
 * Deletes what a workspace has kept for longer than its class of data is, oldest first and in small transactions; a process
 * that dies in between leaves the rest to the next call.
 */
export async function sweepExpired(db: Database, data: PersonalData, sweep: Sweep): Promise<Swept> {
  const budget = openBudget(sweep.most)
  for (const { table, days, before } of expiring(data, sweep.retention, sweep.now)) {
    const rows = { data, table, before, workspaceId: sweep.workspaceId }
    if (!(await sweepTable(db, rows, { budget, withMonths: days === sweep.months?.[table.class] })))
      return { counts: budget.counts, done: false }
  }
  return { counts: budget.counts, done: true }
}

/** The tables of which something may have expired, and before which moment. */
function expiring({ tables }: PersonalData, retention: Retention, now: Date) {
  return tables.flatMap((table) => {
    const days = retention[table.class]
    if (table.ages === undefined || days === undefined) return []
    return [{ table, days, before: new Date(now.getTime() - days * DAY_MS) }]
  })
}

interface Expired {
  readonly data: PersonalData
  readonly table: NamedTable
  readonly workspaceId: string
  readonly before: Date
}

interface Budget {
  readonly counts: Record<string, number>
  isSpent(): boolean
  spend(name: string, rows: number): void
}

function openBudget(most: number): Budget {
  const counts: Record<string, number> = {}
  let left = most
  return {
    counts,
    isSpent: () => left <= 0,
    spend: (name, rows) => {
      left -= rows
      if (rows > 0) counts[name] = (counts[name] ?? 0) + rows
    },
  }
}

/** False if something is left for the next time. */
async function sweepTable(
  db: Database,
  expired: Expired,
  { budget, withMonths }: { readonly budget: Budget; readonly withMonths: boolean },
): Promise<boolean> {
  const { table } = expired
  if (table.ages?.expire !== undefined) return expireRows(db, { ...expired, expire: table.ages.expire }, budget)
  const months = table.ages?.months
  if (months === undefined) return deleteRows(db, expired, budget)
  // What has no month of its own goes with none.
  const rest = { ...expired, table: { ...table, name: `${table.name}_rest` } }
  if (!(await deleteByDays(db, withMonths ? rest : expired, budget))) return false
  return forgetSeen(db, { ...expired, ...months }, budget)
}

/** Of a table that only a function of its owner makes shorter. */
async function expireRows(
  db: Database,
  { table, workspaceId, before, expire }: Expired & { readonly expire: string },
  budget: Budget,
): Promise<boolean> {
  for (let rows = BATCH; rows === BATCH; ) {
    if (budget.isSpent()) return false
    rows = await db.transact(workspaceId, async (tx) => {
      const values = [workspaceId, before, BATCH]
      const found = await tx.query<{ gone: number }>(`select ${expire}($1, $2, $3) as gone`, values)
      return found.rows[0]?.gone ?? 0
    })
    budget.spend(table.name, rows)
  }
  return true
}

async function deleteRows(db: Database, expired: Expired, budget: Budget): Promise<boolean> {
  const { data, table, before, workspaceId } = expired
  const { by = '', when } = table.ages ?? {}
  const where = `${by} < $2${when === undefined ? '' : ` and (${when})`}`
  const batch = { data, table, mode: 'erase', action: 'delete', where, value: before, oldestFirst: by } as const
  for (let rows = BATCH; rows === BATCH; ) {
    if (budget.isSpent()) return false
    const erased = await db.transact(workspaceOf(table, workspaceId), (tx) => eraseBatch(tx, batch))
    for (const [name, each] of erased) budget.spend(name, each)
    rows = erased.get(table.name) ?? 0
  }
  return true
}

/** Day by day: of a table that is split by months, only what lies in one day has to be put in order. */
async function deleteByDays(db: Database, expired: Expired, budget: Budget): Promise<boolean> {
  const { table, before, workspaceId } = expired
  const sql = `select min(${table.ages?.by ?? ''}) as oldest from ${table.name}
                where workspace_id = $1 and ${table.ages?.by ?? ''} < $2`
  for (;;) {
    const [row] = await db.transact(
      workspaceId,
      async (tx) => (await tx.query<{ oldest: Date | null }>(sql, [workspaceId, before])).rows,
      { readOnly: true },
    )
    const oldest = row?.oldest ?? null
    if (oldest === null) return true
    const end = new Date(Math.min(oldest.getTime() + DAY_MS, before.getTime()))
    if (!(await deleteRows(db, { ...expired, before: end }, budget))) return false
  }
}

/** Forgets what was taken in during months of which everything has expired. */
async function forgetSeen(
  db: Database,
  { seen, key, workspaceId, before }: Expired & { readonly seen: string; readonly key: string },
  budget: Budget,
): Promise<boolean> {
  const old = 'workspace_id = $1 and month < $2::date'
  const month = `${before.toISOString().slice(0, 7)}-01`
  for (let rows = SEEN_BATCH; rows === SEEN_BATCH; ) {
    if (budget.isSpent()) return false
    rows = await db.transact(workspaceId, async (tx) => {
      const { rowCount } = await tx.query(
        `delete from ${seen} where ${old} and ${key} = any (array(select ${key} from ${seen} where ${old} limit ${SEEN_BATCH}))`,
        [workspaceId, month],
      )
      return rowCount ?? 0
    })
    budget.spend(seen, rows)
  }
  return true
}

/** Drops the months that have expired for everybody; one that somebody keeps all the same stays. */
async function dropMonths(
  db: Database,
  table: NamedTable,
  { before, operator }: { readonly before: Date; readonly operator: Retention },
): Promise<number> {
  const kept = { class: table.class, operatorDays: operator[table.class] }
  const months = await db.transact(null, (tx) => readMonths(tx, table.name), { readOnly: true })
  let dropped = 0
  for (const month of monthsOlderThan(months, before)) {
    try {
      if (await db.transact(null, (tx) => dropMonth(tx, month, kept))) dropped += 1
    } catch (error) {
      if (sqlStateOf(error) !== REFUSED) throw error
    }
  }
  return dropped
}
