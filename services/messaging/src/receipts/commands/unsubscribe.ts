import type { Tx } from '@polyphon/service-kit'
import { addEngagement } from '../../messages/domain/delivery.js'
import { lockMessages, saveMessages, unchanged } from '../../messages/store/messages.js'
import type { UnsubscribeLink } from '../../messages/store/unsubscribe-links.js'
import { recordPermission } from '../../permissions/steps/record-permission.js'
import { suppressAddress } from '../../permissions/store/addresses.js'
import { readSubscription, type Subscription } from '../steps/read-subscription.js'

const NOTICE = 'List-Unsubscribe, One-Click (RFC 8058)'

/** Ends what the link stands for: the person's permission for its channel and topic, or the bare address. */
export async function unsubscribe(tx: Tx, token: string): Promise<Subscription> {
  const link = await readSubscription(tx, token)
  await markMessage(tx, link)
  const { channel, address, topic, profileId } = link
  if (profileId === null) {
    await suppressAddress(tx, {
      channel,
      address,
      reason: 'unsubscribed',
      suppressedAt: tx.now,
      happenedAt: tx.now,
    })
    return link
  }
  // A second click on the same link is no second decision.
  if (link.isEnded) return link
  await recordPermission(tx, {
    profileId,
    channel,
    topic,
    state: 'withdrawn',
    source: 'unsubscribe',
    proof: {
      noticeKey: 'unsubscribe-link',
      noticeVersion: '1',
      noticeText: NOTICE,
      locale: link.locale ?? 'en',
      mechanism: 'one-click',
      occurredAt: tx.now,
      actor: `message:${link.messageId}`,
    },
  })
  return link
}

async function markMessage(tx: Tx, link: UnsubscribeLink): Promise<void> {
  const [message] = await lockMessages(tx, [link.messageId])
  if (message === undefined || message.receipts.engagement?.unsubscribed !== undefined) return
  if (message.stage === 'sending') return
  const receipts = addEngagement(message.receipts, 'unsubscribed', tx.now.toISOString())
  await saveMessages(tx, [{ ...unchanged(message, tx.now), receipts }])
}
