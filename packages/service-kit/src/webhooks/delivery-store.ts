import type { Tx } from '../db/tx.js'
import type { Try } from './outcome.js'

export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** An event on its way to an endpoint. */
export interface Delivery {
  readonly webhookId: string
  readonly eventId: string
  /** In the order in which the events were published. */
  readonly position: number
  readonly type: string
  readonly profileId: string | null
  /** Deliveries of one subject are made in their order. */
  readonly subject: string
  readonly body: string
}

/** Adds what is not there yet, in the order of the events. */
export async function insertDeliveries(tx: Tx, deliveries: readonly Delivery[]): Promise<number> {
  if (deliveries.length === 0) return 0
  const { rows } = await tx.query(
    `insert into webhook_delivery (workspace_id, webhook_id, event_id, position, type, profile_id, subject, body, state,
                                   run_at, created_at)
     select $1, "webhookId", "eventId", position, type, "profileId", subject, body, 'waiting', $3, $3
       from json_to_recordset($2) as given ("webhookId" uuid, "eventId" uuid, position bigint, type text,
                                            "profileId" uuid, subject text, body text)
     on conflict do nothing returning event_id`,
    [tx.workspaceId, JSON.stringify(deliveries), tx.serverNow],
  )
  return rows.length
}

/** One that may be due. */
export interface DueDelivery {
  readonly event_id: string
  readonly body: string
  readonly attempts: number
  readonly run_at: Date
  /** When the first one of its subject that waits is to be tried, where that is another one. */
  readonly behind: Date | null
}

/** Looks at those of a webhook whose time has come, the earliest first, and holds them. */
export async function lockDue(tx: Tx, webhookId: string, most: number): Promise<readonly DueDelivery[]> {
  const { rows } = await tx.query<DueDelivery>(
    `select due.event_id, due.body, due.attempts, due.run_at,
            (select first.run_at from webhook_delivery first
              where first.workspace_id = $1 and first.webhook_id = $2 and first.state = 'waiting'
                and first.subject = due.subject and first.position < due.position
              order by first.position limit 1) as behind
       from webhook_delivery due
      where due.workspace_id = $1 and due.webhook_id = $2 and due.state = 'waiting' and due.run_at <= $3
      order by due.run_at, due.position limit $4 for update of due`,
    [tx.workspaceId, webhookId, tx.serverNow, most],
  )
  return rows
}

/** How many of a webhook are being tried by somebody at the moment. */
export async function countUnderWay(tx: Tx, webhookId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::integer as count from webhook_delivery
      where workspace_id = $1 and webhook_id = $2 and state = 'waiting' and claim is not null and run_at > $3`,
    [tx.workspaceId, webhookId, tx.serverNow],
  )
  return rows[0]?.count ?? 0
}

/** Claims some until the lease is over. */
export async function claimDeliveries(
  tx: Tx,
  webhookId: string,
  { eventIds, claim, until }: { readonly eventIds: readonly string[]; readonly claim: string; readonly until: Date },
): Promise<void> {
  await tx.query(
    `update webhook_delivery set claim = $4, run_at = $5, attempts = attempts + 1
      where workspace_id = $1 and webhook_id = $2 and event_id = any ($3)`,
    [tx.workspaceId, webhookId, eventIds, claim, until],
  )
}

/** Lets some wait until the one before them has been tried. */
export async function holdBack(
  tx: Tx,
  webhookId: string,
  held: readonly { readonly eventId: string; readonly until: Date }[],
): Promise<void> {
  if (held.length === 0) return
  await tx.query(
    `update webhook_delivery d set run_at = given.until
       from json_to_recordset($3) as given ("eventId" uuid, until timestamptz)
      where d.workspace_id = $1 and d.webhook_id = $2 and d.event_id = given."eventId" and d.state = 'waiting'`,
    [tx.workspaceId, webhookId, JSON.stringify(held)],
  )
}

/** When the next of a webhook is to be tried; null if none waits. */
export async function nextDue(tx: Tx, webhookId: string): Promise<Date | null> {
  const { rows } = await tx.query<{ run_at: Date }>(
    `select run_at from webhook_delivery where workspace_id = $1 and webhook_id = $2 and state = 'waiting'
      order by run_at limit 1`,
    [tx.workspaceId, webhookId],
  )
  return rows[0]?.run_at ?? null
}

/** What a try came to, as it is stored. */
export interface Finished {
  readonly webhookId: string
  readonly eventId: string
  readonly claim: string
  readonly state: DeliveryState
  readonly runAt: Date | null
  readonly tried: Try
}

const MOST_TRIES = 30

/** Stores what tries of one webhook came to, unless somebody else is at it by now; answers those that were stored. */
export async function finishDeliveries(tx: Tx, finished: readonly Finished[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ event_id: string }>(
    `update webhook_delivery d set state = given.state, run_at = given."runAt", claim = null,
            tries = case when jsonb_array_length(d.tries) < ${MOST_TRIES} then d.tries else d.tries - 0 end || given.tried
       from json_to_recordset($2) as given ("webhookId" uuid, "eventId" uuid, claim uuid, state text, "runAt" timestamptz,
                                            tried jsonb)
      where d.workspace_id = $1 and d.webhook_id = given."webhookId" and d.event_id = given."eventId"
        and d.claim = given.claim
     returning d.event_id`,
    [tx.workspaceId, JSON.stringify(finished)],
  )
  return new Set(rows.map(({ event_id: eventId }) => eventId))
}

/** Makes the next one of each subject due whose first one is over. */
export async function releaseNext(tx: Tx, webhookId: string, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await tx.query(
    `update webhook_delivery d set run_at = $4
       from (select distinct on (later.subject) later.event_id
               from webhook_delivery done
               join webhook_delivery later on later.workspace_id = done.workspace_id
                    and later.webhook_id = done.webhook_id and later.subject = done.subject and later.state = 'waiting'
              where done.workspace_id = $1 and done.webhook_id = $2 and done.event_id = any ($3)
              order by later.subject, later.position) next
      where d.workspace_id = $1 and d.webhook_id = $2 and d.event_id = next.event_id and d.claim is null
        and d.run_at > $4`,
    [tx.workspaceId, webhookId, eventIds, tx.serverNow],
  )
}

/**
 * Removes what is older than seven days, and what is of webhooks that are no more. What waits stays for as long as it takes, be its
 * endpoint slow or its service down; only where the webhook is disabled it goes once it has been due for seven days.
 */
export async function forgetOldDeliveries(tx: Tx, most: number): Promise<number> {
  const { rowCount } = await tx.query(
    `delete from webhook_delivery
      where workspace_id = $1 and (webhook_id, event_id) in (
        select d.webhook_id, d.event_id from webhook_delivery d join webhook w using (workspace_id, webhook_id)
         where d.workspace_id = $1 and d.created_at < $2
           and (d.state <> 'waiting' or (w.disabled_at is not null and d.run_at < $2)) limit $3)`,
    [tx.workspaceId, new Date(tx.serverNow.getTime() - KEPT_MS), most],
  )
  const { rowCount: ofDeleted } = await tx.query(
    `delete from webhook_delivery
      where workspace_id = $1 and webhook_id not in (select w.webhook_id from webhook w where w.workspace_id = $1)`,
    [tx.workspaceId],
  )
  return (rowCount ?? 0) + (ofDeleted ?? 0)
}

const KEPT_MS = 7 * 24 * 3_600_000

/** Has what waits tried at once, and as often as the first time: what it waited for is another endpoint now. */
export async function hurryDeliveries(tx: Tx, webhookId: string): Promise<void> {
  await tx.query(
    `update webhook_delivery set run_at = $3, attempts = 0
      where workspace_id = $1 and webhook_id = $2 and state = 'waiting' and claim is null`,
    [tx.workspaceId, webhookId, tx.serverNow],
  )
}
