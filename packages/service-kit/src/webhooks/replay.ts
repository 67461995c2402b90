import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import { cancelWorkAbout } from '../work/open-work.js'
import { sendNow } from './commands.js'
import { hurryDeliveries } from './delivery-store.js'
import { lockWebhook, saveStanding, webhookUnknown } from './webhook-store.js'
import { workAbout } from './webhook-work.js'

/** What is to be sent again. */
export type Replay = { readonly eventId: string } | { readonly failedSince: Date } | { readonly since: Date }

export interface Replayed {
  readonly replayed: number
  readonly nextSince: Date | null
}

const MOST = 10_000

/** Sends something again, within what is kept: in the order of the events, and with as many tries as the first time. */
export async function replayDeliveries(tx: Tx, key: string, replay: Replay): Promise<Replayed> {
  const webhook = await lockWebhook(tx, key)
  if (webhook === null) throw webhookUnknown()
  const { webhookId } = webhook
  const again =
    'eventId' in replay ? await againOne(tx, webhookId, replay.eventId) : await againSince(tx, webhookId, replay)
  await sendNow(tx, webhookId)
  return again
}

/** Enables a webhook, and sends what has failed. */
export async function recoverWebhook(tx: Tx, key: string, since: Date): Promise<Replayed> {
  const webhook = await lockWebhook(tx, key)
  if (webhook === null) throw webhookUnknown()
  await saveStanding(tx, webhook.webhookId, { failingSince: null, disabledBecause: null, pacedUntil: null })
  await cancelWorkAbout(tx, workAbout(key))
  const replayed = await againSince(tx, webhook.webhookId, { failedSince: since })
  await hurryDeliveries(tx, webhook.webhookId)
  await sendNow(tx, webhook.webhookId)
  return replayed
}

async function againOne(tx: Tx, webhookId: string, eventId: string): Promise<Replayed> {
  const { rowCount } = await tx.query(
    `update webhook_delivery set state = 'waiting', attempts = 0, run_at = case when claim is null then $4 else run_at end
      where workspace_id = $1 and webhook_id = $2 and event_id = $3`,
    [tx.workspaceId, webhookId, eventId, tx.serverNow],
  )
  if (rowCount === 0) throw new AppError('missing', 'delivery_unknown', 'This event was not sent, or not lately.')
  return { replayed: 1, nextSince: null }
}

async function againSince(
  tx: Tx,
  webhookId: string,
  replay: { readonly failedSince: Date } | { readonly since: Date },
): Promise<Replayed> {
  const [states, since] =
    'failedSince' in replay ? [['failed'], replay.failedSince] : [['failed', 'delivered'], replay.since]
  const { rows } = await tx.query<{ event_id: string; created_at: Date }>(
    `select event_id, created_at from webhook_delivery
      where workspace_id = $1 and webhook_id = $2 and state = any ($3) and created_at >= $4
      order by created_at, position limit $5 for update`,
    [tx.workspaceId, webhookId, states, since, MOST + 1],
  )
  const taken = rows.slice(0, MOST)
  await tx.query(
    `update webhook_delivery set state = 'waiting', attempts = 0, run_at = $4, claim = null
      where workspace_id = $1 and webhook_id = $2 and event_id = any ($3)`,
    [tx.workspaceId, webhookId, taken.map(({ event_id: eventId }) => eventId), tx.serverNow],
  )
  return { replayed: taken.length, nextSince: rows[MOST]?.created_at ?? null }
}
