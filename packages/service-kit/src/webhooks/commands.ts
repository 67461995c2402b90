import { leavesOf } from '@polyphon/conditions'
import type { Audited } from '../db/audited.js'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import { type IfMatch, requireVersion } from '../http/if-match.js'
import type { Keyring } from '../secrets/keyring.js'
import { noteKeyInUse } from '../secrets/keys-in-use.js'
import { setTimer } from '../timers/timer.js'
import { AppError } from '../values/errors.js'
import { isSameJson } from '../values/same-json.js'
import { cancelWorkAbout } from '../work/open-work.js'
import { countUnderWay, hurryDeliveries } from './delivery-store.js'
import { keepInterest, noteInterest } from './interest-store.js'
import { makeSecret } from './sign.js'
import { aboutSecret, type Webhook, type WebhookWish } from './webhook.js'
import {
  countWebhooks,
  findWebhook,
  insertWebhook,
  lockWebhook,
  readWebhooks,
  removeWebhook,
  saveSecrets,
  saveWish,
  webhookUnknown,
} from './webhook-store.js'
import { WEBHOOK_TIMER } from './webhook-timer.js'
import { workAbout } from './webhook-work.js'

/** How many webhooks a workspace may have at one service. */
export const MOST_WEBHOOKS = 1_000
/**
 * How many comparisons the filters of all of them may have: each may be made for each event, and the webhooks of all workspaces
 * wait for that. So many take about a millisecond.
 */
export const MOST_COMPARISONS = 5_000

export interface PutWebhook {
  readonly webhook: Webhook
  /** Of a new one. */
  readonly secret: string | null
}

/** Makes a webhook, with a secret that is answered this once, or changes what it is to be. */
export async function putWebhook(
  tx: Tx,
  { key, wish, ifMatch }: { readonly key: string; readonly wish: WebhookWish; readonly ifMatch: IfMatch },
  keyring: Keyring,
): Promise<PutWebhook> {
  // Held first by whoever changes any, so that no two count at the same time.
  await noteInterest(tx)
  const before = await lockWebhook(tx, key)
  requireVersion(ifMatch, before?.version ?? null)
  await requireRoom(tx, { key, wish })
  const secret = before === null ? await makeWebhook(tx, { key, wish }, keyring) : null
  if (before !== null && !isSameJson(wishOf(before), wishOf(wish))) await changeWish(tx, before, wish)
  await keepInterest(tx)
  return { webhook: await requireWebhook(tx, key), secret }
}

/** Another URL is tried at once: whoever mends it does not wait for the pauses of the one that failed. */
async function changeWish(tx: Tx, { key, webhookId, url }: Webhook, wish: WebhookWish): Promise<void> {
  await saveWish(tx, { ...wish, key })
  if (wish.url === url) return
  await hurryDeliveries(tx, webhookId)
  await sendNow(tx, webhookId)
}

async function requireRoom(tx: Tx, { key, wish }: { readonly key: string; readonly wish: WebhookWish }): Promise<void> {
  if (wish.filter === null) return
  const others = (await readWebhooks(tx)).filter((webhook) => webhook.key !== key)
  const comparisons = [wish, ...others].reduce(
    (sum, { filter }) => sum + (filter === null ? 0 : leavesOf(filter).length),
    0,
  )
  if (comparisons <= MOST_COMPARISONS) return
  const detail = `The filters of all webhooks of a workspace have ${MOST_COMPARISONS} comparisons here at most; with this one they have ${comparisons}.`
  throw new AppError('unprocessable', 'webhook_filters_too_large', detail, {
    faults: [{ pointer: '/body/filter', code: 'webhook_filters_too_large', detail }],
  })
}

async function makeWebhook(
  tx: Tx,
  { key, wish }: { readonly key: string; readonly wish: WebhookWish },
  keyring: Keyring,
): Promise<string> {
  if ((await countWebhooks(tx)) >= MOST_WEBHOOKS)
    throw new AppError('unprocessable', 'webhooks_too_many', `A workspace has at most ${MOST_WEBHOOKS} webhooks here.`)
  const webhookId = tx.newId()
  const secret = makeSecret()
  await insertWebhook(tx, {
    ...wish,
    key,
    webhookId,
    secret: keyring.seal(secret, aboutSecret(tx.workspaceId, webhookId)),
  })
  await noteKeyInUse(tx, keyring)
  return secret
}

const wishOf = ({ url, types, filter, payload, maxPerSecond }: WebhookWish): WebhookWish => ({
  url,
  types,
  filter,
  payload,
  maxPerSecond,
})

export async function requireWebhook(tx: Tx, key: string): Promise<Webhook> {
  const webhook = await findWebhook(tx, key)
  if (webhook === null) throw webhookUnknown()
  return webhook
}

/** How long the former secret signs as well. */
const BOTH_MS = 24 * 3_600_000

/** Makes another secret; for a day what is sent is signed with both. */
export async function rotateSecret(
  tx: Tx,
  key: string,
  keyring: Keyring,
): Promise<{ readonly secret: string; readonly formerSecretUntil: Date }> {
  const webhook = await lockWebhook(tx, key)
  if (webhook === null) throw webhookUnknown()
  const { webhookId } = webhook
  const secret = makeSecret()
  const formerSecretUntil = new Date(tx.serverNow.getTime() + BOTH_MS)
  const sealed = keyring.seal(secret, aboutSecret(tx.workspaceId, webhookId))
  await saveSecrets(tx, { webhookId, secret: sealed, formerSecret: webhook.secret, formerSecretUntil })
  await noteKeyInUse(tx, keyring)
  return { secret, formerSecretUntil }
}

const LOOK_MS = 50
const LONGEST_MS = 14_000

/** Removes a webhook. Once this resolves, nothing of it arrives any more: a call that is under way has ended. */
export async function deleteWebhook(
  db: Database,
  workspaceId: string,
  { key, pause, audit }: { readonly key: string; pause(ms: number): Promise<void>; readonly audit: Audited | null },
): Promise<void> {
  const remove = async (tx: Tx): Promise<string> => {
    await noteInterest(tx)
    const webhook = await lockWebhook(tx, key)
    if (webhook === null) throw webhookUnknown()
    await removeWebhook(tx, key)
    await cancelWorkAbout(tx, workAbout(key))
    await keepInterest(tx)
    return webhook.webhookId
  }
  const webhookId = await db.transact(workspaceId, remove, { audit })
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_MS) {
    if ((await db.transact(workspaceId, (tx) => countUnderWay(tx, webhookId), { readOnly: true })) === 0) return
    await pause(LOOK_MS)
  }
}

/** Has a webhook send at once what waits. */
export const sendNow = (tx: Tx, webhookId: string): Promise<void> =>
  setTimer(tx, { kind: WEBHOOK_TIMER, key: webhookId, dueAt: tx.serverNow, data: {} })
