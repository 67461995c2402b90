import type { DataOf, permissionChanged } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'

/** What somebody has said to a topic on a channel; whether a message may be sent is decided by messaging alone. */
export interface KnownPermission {
  readonly profileId: string
  readonly channel: string
  readonly topic: string
  readonly state: string
}

/**
 * Keeps it in the table `permission` of the service, under the id that it was published for: whoever decides publishes what
 * holds of one person in order, so the last word counts, and says it anew for those who are merged or split.
 */
export async function savePermission(tx: Tx, permission: DataOf<typeof permissionChanged>): Promise<void> {
  const { profileId, channel, topic, state, occurredAt, undecided } = permission
  if (undecided === true) {
    await tx.query(
      'delete from permission where workspace_id = $1 and profile_id = $2 and channel = $3 and topic = $4',
      [tx.workspaceId, profileId, channel, topic],
    )
    return
  }
  await tx.query(
    `insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, profile_id, channel, topic)
     do update set state = excluded.state, occurred_at = excluded.occurred_at`,
    [tx.workspaceId, profileId, channel, topic, state, occurredAt],
  )
}

/** What these people have said, by the ids they have now. */
export async function readPermissions(tx: Tx, profileIds: readonly string[]): Promise<readonly KnownPermission[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<{ profile_id: string; channel: string; topic: string; state: string }>(
    'select profile_id, channel, topic, state from permission where workspace_id = $1 and profile_id = any($2)',
    [tx.workspaceId, profileIds],
  )
  return rows.map(({ profile_id: profileId, ...row }) => ({ profileId, ...row }))
}
