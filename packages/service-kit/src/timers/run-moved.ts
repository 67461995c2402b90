import type { Tx, TxMoment } from '../db/tx.js'
import { kindsOfWorkspaces, movedOf } from './kinds.js'
import { IS_SUSPENDED } from './nearest.js'
import { type RunDue, restSuspended, runTimer, TIMER_COLUMNS, type TimerRow } from './run-due.js'

// All timers of everybody lie in one index by their moments. Who has moved by years would walk over those of all others on the
// way, again for each batch: written so, their own are looked through, by the key.
const OWN_MOMENT = "run_at + interval '0'"

type RunMoved = Omit<RunDue, 'except'>

/** The workspaces with a time of their own in which something is due, or of whose move it is still to be noted that all was made up for. */
async function dueWorkspaces(options: RunMoved): Promise<readonly string[]> {
  if (movedOf(options.db, options.kinds).length === 0) return []
  return options.db.transact(null, async (tx) => {
    const { rows } = await tx.query<{ workspace_id: string }>(
      `select c.workspace_id from workspace_clock c
        where (c.reached is not null and not ${IS_SUSPENDED})
           or exists (select from timer t
                       where t.workspace_id = c.workspace_id and t.kind = any ($1)
                         and t.${OWN_MOMENT} <= $2::timestamptz + make_interval(secs => c.offset_ms / 1000.0))`,
      [kindsOfWorkspaces(options.kinds), options.now()],
    )
    return rows.map((row) => row.workspace_id)
  })
}

/** One batch of each workspace with a time of its own: whoever has moved by years keeps no other one waiting. Answers how many that were. */
export async function runMovedOnce(options: RunMoved): Promise<number> {
  let total = 0
  for (const workspaceId of await dueWorkspaces(options)) total += await runMovedTimers(options, workspaceId)
  return total
}

/**
 * Runs a batch of what is due in a workspace with a time of its own. What a move of its clock has passed runs in the order in
 * which it fell due, each at its own moment, and what is set by that takes its place among the rest, by one process at a time.
 * All in one transaction: if the process dies, it is due again, from the same moment on. Answers how many timers that were.
 */
async function runMovedTimers(options: RunMoved, workspaceId: string): Promise<number> {
  const serverNow = options.now()
  return options.db.transact(null, async (tx) => {
    const clock = await lockClock(tx, workspaceId)
    if (clock === null) return 0
    const { offsetMs, reached } = clock
    const around = { options, workspaceId, now: new Date(serverNow.getTime() + offsetMs) }
    const rows = await lockDue(tx, around)
    const resting = await restSuspended(tx, rows)
    const due = rows.filter((row) => !resting.has(row.workspace_id))
    const { ran, at } = await runInOrder(tx, options, due, { offsetMs, reached, now: around.now })
    // What rests with its workspace is still to be made up for, from there on.
    const isLeft = resting.size > 0 || (await isAnyDue(tx, around))
    if (reached !== null) await saveReached(tx, workspaceId, isLeft ? at : null)
    return rows.length - due.length + ran
  })
}

interface Moved {
  readonly options: RunMoved
  readonly workspaceId: string
  /** What time it is there. */
  readonly now: Date
}

/** The clock, held by this process alone; null while another one runs what is due there. */
async function lockClock(
  tx: Tx,
  workspaceId: string,
): Promise<{ readonly offsetMs: number; readonly reached: Date | null } | null> {
  const { rows } = await tx.query<{ offset_ms: string; reached: Date | null }>(
    'select offset_ms, reached from workspace_clock where workspace_id = $1 for update skip locked',
    [workspaceId],
  )
  return rows[0] === undefined ? null : { offsetMs: Number(rows[0].offset_ms), reached: rows[0].reached }
}

async function lockDue(tx: Tx, { options, workspaceId, now }: Moved): Promise<readonly TimerRow[]> {
  const { rows } = await tx.query<TimerRow>(
    `select ${TIMER_COLUMNS}
       from timer
      where workspace_id = $1 and kind = any ($2) and ${OWN_MOMENT} <= $3
      order by ${OWN_MOMENT}, kind, key limit $4 for update skip locked`,
    [workspaceId, kindsOfWorkspaces(options.kinds), now, options.most],
  )
  return rows
}

/** Whether something is still due: what was just set, or what somebody else holds. */
async function isAnyDue(tx: Tx, { options, workspaceId, now }: Moved): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(
    `select exists (select from timer where workspace_id = $1 and kind = any ($2) and ${OWN_MOMENT} <= $3) as found`,
    [workspaceId, kindsOfWorkspaces(options.kinds), now],
  )
  return rows[0]?.found === true
}

async function saveReached(tx: Tx, workspaceId: string, reached: Date | null): Promise<void> {
  await tx.query('update workspace_clock set reached = $2 where workspace_id = $1', [workspaceId, reached])
}

interface Standing extends TxMoment {
  readonly reached: Date | null
}

/** Answers how many it has run, and which moment of the workspace has been come to. */
async function runInOrder(
  tx: Tx,
  options: RunMoved,
  due: readonly TimerRow[],
  { now, offsetMs, reached }: Standing,
): Promise<{ readonly ran: number; readonly at: Date }> {
  const kinds = new Set(kindsOfWorkspaces(options.kinds))
  let at = reached ?? now
  let nearestSet = Number.POSITIVE_INFINITY
  let ran = 0
  for (const row of due) {
    // What a timer before it has set comes first.
    if (reached !== null && nearestSet < row.run_at.getTime()) break
    // Time never runs backwards, whatever is set into the past.
    if (row.run_at > at) at = row.run_at
    const onSet = (dueAt: Date, kind: string): void => {
      if (kinds.has(kind)) nearestSet = Math.min(nearestSet, dueAt.getTime())
    }
    await runTimer(tx, options, row, { now: at, offsetMs, onSet })
    ran += 1
  }
  return { ran, at }
}
