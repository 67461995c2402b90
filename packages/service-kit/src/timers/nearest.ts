import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { type Kinds, kindsOfWorkspaces, movedOf, ofServerTime } from './kinds.js'

/** Whether the workspace of a clock `c` rests: nothing is made up for there until it goes on. */
export const IS_SUSPENDED = `exists (select from workspace w
                                      where w.workspace_id = c.workspace_id and w.suspended_at is not null)`

/** When the next timer wants to run that this process has room for, by the server's time. */
export async function nearestTimer(db: Database, kinds: Kinds): Promise<Date | undefined> {
  const { where, values } = ofServerTime(kinds, movedOf(db, kinds), 1)
  return db.transact(null, async (tx) => {
    const { rows } = await tx.query<{ run_at: Date }>(
      `select run_at from timer where ${where} and run_at < 'infinity' order by run_at limit 1`,
      values,
    )
    return rows[0]?.run_at
  })
}

/** The same of workspaces with a time of their own. */
export async function nearestMoved(db: Database, kinds: Kinds): Promise<Date | undefined> {
  if (movedOf(db, kinds).length === 0) return undefined
  return db.transact(null, (tx) => readNearestMoved(tx, kindsOfWorkspaces(kinds)))
}

/** When the next timer of a workspace with a time of its own wants to run, by the server's time. */
async function readNearestMoved(tx: Tx, kinds: readonly string[]): Promise<Date | undefined> {
  // What a move has passed is due, and that it has been made up for wants to be noted.
  const { rows } = await tx.query<{ run_at: Date | null }>(
    `select min(case when c.reached is not null and not ${IS_SUSPENDED} then c.changed_at
                     else (select min(t.run_at + interval '0') from timer t
                            where t.workspace_id = c.workspace_id and t.kind = any ($1) and t.run_at < 'infinity')
                          - make_interval(secs => c.offset_ms / 1000.0) end) as run_at
       from workspace_clock c`,
    [kinds],
  )
  return rows[0]?.run_at ?? undefined
}
