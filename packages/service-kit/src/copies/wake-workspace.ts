import type { Tx } from '../db/tx.js'
import { wakeTimers } from '../timers/rest.js'

/** Has a workspace go on that was suspended: its timers fall due again, and what its webhooks had to send is as young as today. */
export async function wakeWorkspace(tx: Tx): Promise<void> {
  await wakeTimers(tx)
  // Otherwise that of a webhook that is disabled would be forgotten before anybody could recover it, whose keys were refused.
  await tx.query(
    `update webhook_delivery set run_at = $2 where workspace_id = $1 and state = 'waiting' and run_at < $3`,
    [tx.workspaceId, tx.serverNow, new Date(tx.serverNow.getTime() - A_DAY_MS)],
  )
  // An endpoint that nobody has called cannot have failed meanwhile.
  await tx.query('update webhook set failing_since = null where workspace_id = $1 and failing_since is not null', [
    tx.workspaceId,
  ])
}

const A_DAY_MS = 86_400_000
