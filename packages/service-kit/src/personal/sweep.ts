import type { Database } from '../db/database.js'
import { dropMonth, monthsOlderThan, readMonths } from '../db/months.js'
import type { NamedTable, PersonalData } from './declaration.js'
import { BATCH, eraseBatch } from './erase.js'
import type { Counts } from './merge.js'
import type { Retention } from './retention.js'
import { workspaceOf } from './rows.js'

export interface Sweep {
  readonly workspaceId: string
  readonly retention: Retention
  readonly now: Date
  /** About how many rows at most; the rest is for the next time. */
  readonly most: number
}

export interface Swept {
  readonly counts: Counts
  /** Whether nothing is left that has expired. */
  readonly done: boolean
}

const DAY_MS = 86_400_000

/**
 * Deletes what has been kept for longer than its class of data is, oldest first and in small transactions; a process that
 * dies in between leaves the rest to the next call. A table that is split by months loses a month as a whole, in all
 * workspaces, once everything in it has expired.
 */
export async function sweepExpired(db: Database, data: PersonalData, sweep: Sweep): Promise<Swept> {
  const counts: Record<string, number> = {}
  const count = (name: string, rows: number): void => {
    if (rows > 0) counts[name] = (counts[name] ?? 0) + rows
  }
  let left = sweep.most
  for (const { table, where, before } of expiring(data, sweep)) {
    if (table.ages?.months === true) {
      count(`months of ${table.name}`, await dropMonths(db, table, before))
      continue
    }
    const batch = { data, table, mode: 'erase', action: 'delete', where, value: before } as const
    for (let rows = BATCH; rows === BATCH; left -= rows) {
      if (left <= 0) return { counts, done: false }
      const erased = await db.transact(workspaceOf(table, sweep.workspaceId), (tx) =>
        eraseBatch(tx, { ...batch, oldestFirst: table.ages?.by }),
      )
      for (const [name, each] of erased) count(name, each)
      rows = erased.get(table.name) ?? 0
    }
  }
  return { counts, done: true }
}

/** The tables of which something may have expired: what is older than a moment, as SQL with that moment as `$2`. */
function expiring({ tables }: PersonalData, { retention, now }: Sweep) {
  return tables.flatMap((table) => {
    const days = retention[table.class]
    if (table.ages === undefined || days === undefined) return []
    const { by, when } = table.ages
    const where = `${by} < $2${when === undefined ? '' : ` and (${when})`}`
    return [{ table, where, before: new Date(now.getTime() - days * DAY_MS) }]
  })
}

/** Drops the months of which everything has expired, those of all workspaces, as the setting is for all. */
async function dropMonths(db: Database, table: NamedTable, before: Date): Promise<number> {
  const months = await db.transact(null, (tx) => readMonths(tx, table.name), { readOnly: true })
  let dropped = 0
  for (const month of monthsOlderThan(months, before))
    if (await db.transact(null, (tx) => dropMonth(tx, month))) dropped += 1
  return dropped
}
