import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { setTimer, type TimerKind } from '../timers/timer.js'
import type { Deliverer } from './deliverer.js'
import { claimDeliveries, countUnderWay, type DueDelivery, holdBack, lockDue, nextDue } from './delivery-store.js'
import type { Webhook } from './webhook.js'
import { savePace, takeWebhookById } from './webhook-store.js'
import { WEBHOOK_TIMER } from './webhook-timer.js'

/** How many deliveries of one webhook are under way at once; of one that fails, a single one. */
const AT_ONCE = 8
const MOST_LOOKED_AT = 100
/** Longer than it may take until a call has begun, and then the call. */
const LEASE_MS = 13_000
const SECOND = 1_000
/** When to look again at one that somebody holds. */
const BUSY_MS = 100

/** Claims what is due of a webhook and hands it to whoever calls; one that was deleted or disabled claims nothing. */
export const webhookDue = (deliverer: Deliverer): TimerKind => ({
  kind: WEBHOOK_TIMER,
  time: 'server',
  data: z.unknown(),
  hasRoom: () => deliverer.hasRoom(),
  handle: async (tx, { key: webhookId }) => {
    const webhook = await takeWebhookById(tx, webhookId)
    if (webhook === null || (webhook !== 'busy' && webhook.disabledAt !== null)) return
    const dueAt = webhook === 'busy' ? after(tx, BUSY_MS) : await sendDue(tx, webhook, deliverer)
    if (dueAt !== null) await setTimer(tx, { kind: WEBHOOK_TIMER, key: webhookId, dueAt, data: {} })
  },
})

/** Claims what may be sent now, and answers when to look again; null if nothing waits. */
async function sendDue(tx: Tx, webhook: Webhook, deliverer: Deliverer): Promise<Date | null> {
  const { webhookId, pacedUntil, maxPerSecond } = webhook
  if (pacedUntil !== null && pacedUntil > tx.serverNow) return pacedUntil
  const atOnce = (webhook.failingSince === null ? AT_ONCE : 1) - (await countUnderWay(tx, webhookId))
  const room = Math.min(atOnce, deliverer.roomFor(tx.workspaceId), maxPerSecond ?? AT_ONCE)
  // Whoever ends one makes the next ones due.
  if (room <= 0) return after(tx, SECOND)
  const leaseEnds = after(tx, LEASE_MS)
  const due = await lockDue(tx, webhookId, MOST_LOOKED_AT)
  const claimed = due.filter(({ behind }) => behind === null).slice(0, room)
  if (claimed.length > 0) {
    const claim = tx.newId()
    const eventIds = claimed.map(({ event_id: eventId }) => eventId)
    await claimDeliveries(tx, webhookId, { eventIds, claim, until: leaseEnds })
    tx.afterCommit(() => deliverer.deliver(claimed.map((delivery) => ({ webhook, delivery, claim, ...at(tx) }))))
  }
  await holdBack(tx, webhookId, heldBack(due, { now: tx.serverNow, leaseEnds }))
  if (maxPerSecond !== null && claimed.length > 0) {
    const paced = after(tx, (claimed.length * SECOND) / maxPerSecond)
    await savePace(tx, webhookId, paced)
    return paced
  }
  return claimed.length === room ? leaseEnds : nextDue(tx, webhookId)
}

const after = ({ serverNow }: Tx, ms: number): Date => new Date(serverNow.getTime() + ms)
const at = ({ workspaceId, serverNow }: Tx): { readonly workspaceId: string; readonly claimedAt: Date } => ({
  workspaceId,
  claimedAt: serverNow,
})

/** Those that wait for an earlier one of their subject: as long as that one does, or as it is tried now. */
const heldBack = (
  due: readonly DueDelivery[],
  { now, leaseEnds }: { readonly now: Date; readonly leaseEnds: Date },
): readonly { readonly eventId: string; readonly until: Date }[] =>
  due.flatMap(({ event_id: eventId, behind }) =>
    behind === null ? [] : [{ eventId, until: behind > now ? behind : leaseEnds }],
  )
