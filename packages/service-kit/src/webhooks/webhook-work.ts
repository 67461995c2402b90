import type { Tx } from '../db/tx.js'
import { aboutNothing, ownerFor } from '../routing/owner-for.js'
import { openWork, type WorkHome } from '../work/open-work.js'
import type { DisabledBecause } from './webhook.js'

const WHY: Readonly<Record<DisabledBecause, string>> = {
  failing: 'its endpoint has not answered as it should for five days',
  gone: 'its endpoint says that it is gone (410)',
}

// What it was not sent in the meantime is kept for seven days.
const DUE_MS = 24 * 3_600_000

/** What the work is about that a webhook leads to. */
export const workAbout = (key: string): string => `webhook:${key}`

/** Opens work where a webhook is disabled: whoever subscribed waits for what does not come. */
export async function openWebhookWork(tx: Tx, home: WorkHome, key: string, because: DisabledBecause): Promise<void> {
  await openWork(tx, home, {
    kind: 'task',
    subject: workAbout(key),
    owner: await ownerFor(tx, aboutNothing(tx.now)),
    why: `The webhook "${key}" of ${home.service} is disabled: ${WHY[because]}. Mend it and call recoverWebhook.`,
    dueAt: new Date(tx.now.getTime() + DUE_MS),
    path: `/v1/webhooks/${encodeURIComponent(key)}`,
  })
}
