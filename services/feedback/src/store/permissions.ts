import type { DataOf, permissionChanged } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'

/** Keeps what somebody allows; what happened later wins, whenever it arrives. */
export async function savePermission(tx: Tx, permission: DataOf<typeof permissionChanged>): Promise<void> {
  const { profileId, channel, topic, state, occurredAt } = permission
  await tx.query(
    `insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, profile_id, channel, topic)
     do update set state = excluded.state, occurred_at = excluded.occurred_at
     where permission.occurred_at <= excluded.occurred_at`,
    [tx.workspaceId, profileId, channel, topic, state, occurredAt],
  )
}

/** What one person has said to a topic, by channel. */
export async function readPermissions(tx: Tx, profileId: string, topic: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ channel: string; state: string }>(
    'select channel, state from permission where workspace_id = $1 and profile_id = $2 and topic = $3',
    [tx.workspaceId, profileId, topic],
  )
  return new Map(rows.map(({ channel, state }) => [channel, state]))
}

/** Whether anybody has granted anything. */
export async function isAnythingGranted(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`select from permission where workspace_id = $1 and state = 'granted' limit 1`, [
    tx.workspaceId,
  ])
  return rowCount !== 0
}
