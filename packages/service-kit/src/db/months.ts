import type { Tx } from './tx.js'

/** A month of a table that a migration has split by months (`split_by_months`): a partition of its own. */
export interface Month {
  readonly table: string
  /** Its first day as `2026-11-01`, in UTC. */
  readonly month: string
}

/**
 * Makes the month of this moment and the two behind it, of every table that is split by months; what is there stays.
 * Answers how many were made.
 */
export async function makeMonths(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ made: number }>('select make_months($1) as made', [tx.serverNow])
  return rows[0]?.made ?? 0
}

/** The months that a table has, the oldest first. What lies in its rest belongs to none. */
export async function readMonths(tx: Tx, table: string): Promise<readonly Month[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = to_regclass(quote_ident($1)) order by c.relname collate "C"`,
    [table],
  )
  return rows.flatMap(({ name }) => {
    const month = /_(\d{4})_(\d\d)$/.exec(name)
    return month === null ? [] : [{ table, month: `${month[1]}-${month[2]}-01` }]
  })
}

/** Those of which nothing is younger than `before`: months that end by then, whoever's rows are in them. */
export function monthsOlderThan(months: readonly Month[], before: Date): readonly Month[] {
  return months.filter(({ month }) => endOf(month) <= before.getTime())
}

// `Date.UTC` carries the thirteenth month into the next year.
function endOf(month: string): number {
  const [year, number] = month.split('-').map(Number)
  return Date.UTC(year ?? 0, number ?? 0, 1)
}

/** How long the rows of a table are kept by the operator, by whose class of data workspaces may have them kept shorter. */
export interface MonthsKept {
  readonly class: string
  /** Undefined: for ever. */
  readonly operatorDays: number | undefined
}

/**
 * Drops a month with everything in it, of all workspaces. Answers whether it was there. A month that is not over, or of which
 * somebody keeps rows, is an error (22023); one that somebody is reading, for longer than a second, too
 * (`database_unavailable`): it can be tried again.
 */
export async function dropMonth(tx: Tx, { table, month }: Month, kept: MonthsKept): Promise<boolean> {
  const { rows } = await tx.query<{ dropped: boolean }>(
    'select drop_month(to_regclass(quote_ident($1)), $2::date, $3, $4, $5) as dropped',
    [table, month, kept.class, kept.operatorDays ?? null, tx.serverNow],
  )
  return rows[0]?.dropped === true
}
