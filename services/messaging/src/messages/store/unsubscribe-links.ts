import type { Tx } from '@polyphon/service-kit'

/** What the link in a mail stands for. */
export interface UnsubscribeLink {
  readonly messageId: string
  readonly profileId: string | null
  readonly channel: string
  readonly address: string
  readonly topic: string
  readonly locale: string | null
}

export async function insertLinks(
  tx: Tx,
  links: readonly (UnsubscribeLink & { readonly tokenHash: string })[],
): Promise<void> {
  const rows = links.map((link) => ({
    token_hash: link.tokenHash,
    message_id: link.messageId,
    profile_id: link.profileId,
    channel: link.channel,
    address: link.address,
    topic: link.topic,
    locale: link.locale,
  }))
  await tx.query(
    `insert into unsubscribe_link (workspace_id, token_hash, message_id, profile_id, channel, address, topic, locale,
       created_at)
     select $1, l.token_hash, l.message_id, l.profile_id, l.channel, l.address, l.topic, l.locale, $3
       from json_to_recordset($2) as l (token_hash text, message_id uuid, profile_id uuid, channel text, address text,
         topic text, locale text)
     returning 1`,
    [tx.workspaceId, JSON.stringify(rows), tx.now],
  )
}

export async function readLink(tx: Tx, tokenHash: string): Promise<UnsubscribeLink | null> {
  const { rows } = await tx.query<{
    message_id: string
    profile_id: string | null
    channel: string
    address: string
    topic: string
    locale: string | null
  }>(
    `select message_id, profile_id, channel, address, topic, locale from unsubscribe_link
      where workspace_id = $1 and token_hash = $2`,
    [tx.workspaceId, tokenHash],
  )
  const row = rows[0]
  if (row === undefined) return null
  return {
    messageId: row.message_id,
    profileId: row.profile_id,
    channel: row.channel,
    address: row.address,
    topic: row.topic,
    locale: row.locale,
  }
}
