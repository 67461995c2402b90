import type { Tx } from '@polyphon/service-kit'

export interface WantedPermission {
  readonly channel: string
  readonly topic: string
  /** Any of these is enough. */
  readonly states: readonly string[]
}

/** Which of these channels and topics anybody at all allows; served by `permission_by_topic`. */
export async function readAllowed(tx: Tx, wanted: readonly WantedPermission[]): Promise<readonly WantedPermission[]> {
  if (wanted.length === 0) return []
  const { rows } = await tx.query<WantedPermission>(
    `select distinct channel, topic, states
       from jsonb_to_recordset($2) as wanted (channel text, topic text, states text[])
      where exists (select from permission
                     where workspace_id = $1 and permission.topic = wanted.topic and permission.channel = wanted.channel
                       and state = any (states))`,
    [tx.workspaceId, JSON.stringify(wanted)],
  )
  return rows
}
