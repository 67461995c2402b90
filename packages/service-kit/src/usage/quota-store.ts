import type { Tx } from '../db/tx.js'
import type { CivilDay } from './day.js'

interface Counted {
  readonly counter: string
  readonly day: CivilDay
}

const LOCKS = { shared: 'pg_advisory_xact_lock_shared', alone: 'pg_advisory_xact_lock' } as const

/**
 * How much of a counter the workspace has used on a day. `alone` waits for everybody who has asked and not yet committed, and
 * keeps others waiting until the commit; of those who share, nobody waits for another one.
 */
export async function lockUsed(tx: Tx, { counter, day }: Counted, lock: keyof typeof LOCKS): Promise<number> {
  // Sent together, and read behind the lock: with what was committed until then.
  const [, { rows }] = await Promise.all([
    tx.query(`select ${LOCKS[lock]}(hashtextextended($1, 0))`, [`quota ${tx.workspaceId} ${counter}`]),
    tx.query<{ used: string }>(
      `select coalesce(sum(amount), 0) as used from usage_slot
        where workspace_id = $1 and day = $2::date and counter = $3`,
      [tx.workspaceId, day.day, counter],
    ),
  ])
  return Number(rows[0]?.used ?? 0)
}

interface Reached {
  readonly quota: string
  readonly most: number
  readonly day: CivilDay
}

/** Notes that so many percent of a quota are used; false when that was noted before. */
export async function saveNotice(tx: Tx, { quota, most, day }: Reached, percent: number): Promise<boolean> {
  const { rows } = await tx.query(
    `insert into quota_notice (workspace_id, day, quota, percent, most) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning 1`,
    [tx.workspaceId, day.day, quota, percent, most],
  )
  return rows.length === 1
}
