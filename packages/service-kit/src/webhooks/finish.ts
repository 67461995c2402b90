import type { Tx } from '../db/tx.js'
import type { Deps } from '../http/deps.js'
import { setTimersAtLatest } from '../timers/timer.js'
import type { WorkHome } from '../work/open-work.js'
import type { Claim } from './claim.js'
import { finishDeliveries, releaseNext } from './delivery-store.js'
import { type Called, decideDelivery, decideStanding, type Outcome, readOutcome } from './outcome.js'
import type { Webhook } from './webhook.js'
import { lockWebhookById, saveStanding } from './webhook-store.js'
import { WEBHOOK_TIMER } from './webhook-timer.js'
import { openWebhookWork } from './webhook-work.js'

/** A try that was made. */
export interface Attempt extends Claim {
  readonly called: Called
  readonly at: Date
  readonly tookMs: number
}

export type FinishContext = Pick<Deps, 'logger' | 'metrics'> & WorkHome & { readonly jitter?: () => number }

/** Stores what tries of one webhook came to, lets what waits behind them go on, and disables an endpoint that is gone. */
export async function finishAttempts(tx: Tx, attempts: readonly Attempt[], context: FinishContext): Promise<void> {
  const [first] = attempts
  if (first === undefined) return
  const { webhookId } = first.webhook
  const webhook = await lockWebhookById(tx, webhookId)
  const made = attempts.map((attempt) => ({ attempt, outcome: readOutcome(attempt.called, attempt) }))
  const finished = made.map(({ attempt: { delivery, claim }, outcome }) => ({
    webhookId,
    eventId: delivery.event_id,
    claim,
    tried: outcome.tried,
    ...decideDelivery(outcome, {
      attempts: delivery.attempts + 1,
      now: tx.serverNow,
      jitter: (context.jitter ?? Math.random)(),
    }),
  }))
  const stored = await finishDeliveries(tx, finished)
  const over = finished.filter(({ state, eventId }) => state !== 'waiting' && stored.has(eventId))
  await releaseNext(
    tx,
    webhookId,
    over.map(({ eventId }) => eventId),
  )
  tx.afterCommit(() =>
    count(
      made.map(({ outcome }) => outcome),
      context,
    ),
  )
  if (webhook === null) return
  await judge(
    tx,
    webhook,
    made.map(({ outcome }) => outcome),
    context,
  )
  await setTimersAtLatest(tx, WEBHOOK_TIMER, [{ key: webhookId, dueAt: tx.serverNow, data: {} }])
}

async function judge(tx: Tx, webhook: Webhook, outcomes: readonly Outcome[], context: FinishContext) {
  const standing = decideStanding(webhook, outcomes, tx.serverNow)
  const isAsBefore =
    standing.failingSince === webhook.failingSince &&
    standing.disabledBecause === webhook.disabledBecause &&
    standing.pacedUntil === webhook.pacedUntil
  if (isAsBefore) return
  await saveStanding(tx, webhook.webhookId, standing)
  const { disabledBecause: because } = standing
  if (because === null || webhook.disabledAt !== null) return
  await openWebhookWork(tx, context, webhook.key, because)
  const { key } = webhook
  const { workspaceId } = tx
  const { logger, metrics } = context
  tx.afterCommit(() => {
    metrics.webhooksDisabled.inc({ reason: because })
    logger.warn({ event: 'webhook.disabled', workspaceId, key, because }, `the webhook ${key} is disabled: ${because}`)
  })
}

function count(outcomes: readonly Outcome[], { metrics }: FinishContext): void {
  for (const { isDelivered, tried } of outcomes)
    metrics.webhookTries.inc({ outcome: isDelivered ? 'delivered' : (tried.error ?? 'status') })
}
