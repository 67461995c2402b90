import type { Tx } from '@polyphon/service-kit'

export interface StoredPermission {
  readonly profileId: string
  readonly channel: string
  readonly topic: string
  readonly state: string
}

/** Keeps what somebody allows; what happened later wins, whenever it arrives. */
export async function savePermission(
  tx: Tx,
  permission: StoredPermission & { readonly occurredAt: string },
): Promise<void> {
  await tx.query(
    `insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (workspace_id, profile_id, channel, topic)
     do update set state = excluded.state, occurred_at = excluded.occurred_at
     where permission.occurred_at <= excluded.occurred_at`,
    [
      tx.workspaceId,
      permission.profileId,
      permission.channel,
      permission.topic,
      permission.state,
      permission.occurredAt,
    ],
  )
}

export async function readPermissions(tx: Tx, profileIds: readonly string[]): Promise<readonly StoredPermission[]> {
  if (profileIds.length === 0) return []
  const { rows } = await tx.query<{ profile_id: string; channel: string; topic: string; state: string }>(
    'select profile_id, channel, topic, state from permission where workspace_id = $1 and profile_id = any($2)',
    [tx.workspaceId, profileIds],
  )
  return rows.map(({ profile_id: profileId, ...row }) => ({ profileId, ...row }))
}

/** Which of these channels and topics anybody at all allows; served by `permission_by_topic`. */
export async function readAllowed(
  tx: Tx,
  wanted: readonly { readonly channel: string; readonly topic: string; readonly states: readonly string[] }[],
): Promise<readonly boolean[]> {
  const answers = await Promise.all(
    wanted.map(({ channel, topic, states }) =>
      tx.query(
        `select from permission
          where workspace_id = $1 and topic = $2 and channel = $3 and state = any($4) limit 1`,
        [tx.workspaceId, topic, channel, states],
      ),
    ),
  )
  return answers.map(({ rowCount }) => rowCount !== 0)
}
