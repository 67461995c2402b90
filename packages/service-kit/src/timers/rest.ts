import type { Tx } from '../db/tx.js'

/** Which timer it is. */
interface TimerName {
  readonly workspace_id: string
  readonly kind: string
  readonly key: string
  readonly token: string
}

/**
 * Lays timers to rest whose workspaces are suspended, so that nobody looks at them again until `wakeTimers`. The workspaces
 * are held until the transaction ends: whoever resumes one waits, and then finds these timers too. Answers whose they were.
 */
export async function restTimers(tx: Tx, timers: readonly TimerName[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ workspace_id: string }>(
    `select workspace_id from workspace
      where workspace_id = any ($1::uuid[]) and suspended_at is not null order by workspace_id for share`,
    [[...new Set(timers.map((timer) => timer.workspace_id))]],
  )
  const resting = new Set(rows.map((row) => row.workspace_id))
  const due = timers.filter((timer) => resting.has(timer.workspace_id))
  await tx.query(
    `update timer set run_at = 'infinity'
       from json_to_recordset($1) as due (workspace_id uuid, kind text, key text, token uuid)
      where timer.workspace_id = due.workspace_id and timer.kind = due.kind and timer.key = due.key
        and timer.token = due.token`,
    [JSON.stringify(due.map(({ workspace_id, kind, key, token }) => ({ workspace_id, kind, key, token })))],
  )
  return resting
}

/** Has the timers of the workspace fall due again that have rested; what is overdue runs at once. */
export async function wakeTimers(tx: Tx): Promise<void> {
  await tx.query(`update timer set run_at = due_at where workspace_id = $1 and run_at = 'infinity'`, [tx.workspaceId])
}
