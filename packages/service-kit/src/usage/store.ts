import type { Tx } from '../db/tx.js'

/** So much of something was used on a day. */
export interface Used {
  /** Of the workspace's time zone: `2026-11-29`. */
  readonly day: string
  /** `events`; of several kinds each has its own, such as `messages.email`. */
  readonly counter: string
  readonly amount: number
}

/**
 * Counts what is used, in the transaction that makes it true. To be the last that a transaction locks: it holds slots, and
 * whoever has the same slot waits for its commit.
 */
export async function addUsage(tx: Tx, used: readonly Used[]): Promise<void> {
  const some = used.filter(({ amount }) => amount > 0)
  if (some.length === 0) return
  await tx.query(
    `insert into usage_slot (workspace_id, day, counter, slot, amount)
     select $1, day, counter, pg_backend_pid() % 16, amount
       from json_to_recordset($2) as used (day date, counter text, amount bigint)
      order by day, counter
     on conflict (workspace_id, day, counter, slot) do update set amount = usage_slot.amount + excluded.amount
     returning 1`,
    [tx.workspaceId, JSON.stringify(some)],
  )
}

interface Days {
  readonly from: string
  /** The last one. */
  readonly to: string
}

/** What the workspace has used, by day and counter; days without anything are not there. */
export async function readUsage(tx: Tx, { from, to }: Days): Promise<readonly Used[]> {
  const { rows } = await tx.query<{ day: string; counter: string; amount: string }>(
    `select day::text as day, counter, sum(amount) as amount from usage_slot
      where workspace_id = $1 and day between $2::date and $3::date
      group by day, counter order by day, counter`,
    [tx.workspaceId, from, to],
  )
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }))
}

/** How long usage is kept. */
export const USAGE_MONTHS = 13

/** Forgets what the workspace has used longer ago than that. */
export async function forgetOldUsage(tx: Tx): Promise<void> {
  const first = new Date(tx.serverNow)
  first.setUTCMonth(first.getUTCMonth() - USAGE_MONTHS)
  for (const table of ['usage_slot', 'quota_notice'])
    await tx.query(`delete from ${table} where workspace_id = $1 and day < $2::date`, [
      tx.workspaceId,
      first.toISOString().slice(0, 10),
    ])
}
