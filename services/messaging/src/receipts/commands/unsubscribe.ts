import { AppError, type Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import { followAlias } from '@polyphon/service-kit/copies'
import { channelName, topicName } from '@polyphon/values'
import { addEngagement } from '../../messages/domain/delivery.js'
import { lockMessages, saveMessages, unchanged } from '../../messages/store/messages.js'
import { readLink, type UnsubscribeLink } from '../../messages/store/unsubscribe-links.js'
import { keptAddress } from '../../permissions/steps/read-address.js'
import { recordPermission } from '../../permissions/steps/record-permission.js'
import { suppressAddress } from '../../permissions/store/addresses.js'
import { readPermissions } from '../../permissions/store/permissions.js'

const NOTICE = 'List-Unsubscribe, One-Click (RFC 8058)'

/** Ends what the link stands for: the person's permission for its channel and topic, or the bare address. */
export async function unsubscribe(tx: Tx, token: string): Promise<UnsubscribeLink> {
  const found = await readLink(tx, hashLinkToken(token))
  if (found === null) throw new AppError('missing', 'unsubscribe_unknown', 'There is nothing behind this link.')
  const link = { ...found, channel: channelName(found.channel), topic: topicName(found.topic) }
  await markMessage(tx, link)
  if (link.profileId === null) {
    await suppressAddress(tx, {
      ...(await keptAddress(tx, link)),
      reason: 'unsubscribed',
      suppressedAt: tx.now,
      happenedAt: tx.now,
    })
    return link
  }
  if (await isWithdrawn(tx, link.profileId, link)) return link
  await recordPermission(tx, {
    profileId: link.profileId,
    channel: link.channel,
    topic: link.topic,
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

// A second click on the same link is no second decision.
async function isWithdrawn(tx: Tx, profileId: string, link: UnsubscribeLink): Promise<boolean> {
  const permissions = await readPermissions(tx, await followAlias(tx, profileId))
  const current = permissions.find(({ channel, topic }) => channel === link.channel && topic === link.topic)
  return current?.state === 'withdrawn'
}

async function markMessage(tx: Tx, link: UnsubscribeLink): Promise<void> {
  const [message] = await lockMessages(tx, [link.messageId])
  if (message === undefined || message.receipts.engagement?.unsubscribed !== undefined) return
  if (message.stage === 'sending') return
  const receipts = addEngagement(message.receipts, 'unsubscribed', tx.now.toISOString())
  await saveMessages(tx, [{ ...unchanged(message, tx.now), receipts }])
}
