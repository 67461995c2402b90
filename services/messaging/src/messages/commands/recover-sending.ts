import type { Tx } from '@polyphon/service-kit'
import type { Channels } from '../../channels/domain/channel-kind.js'
import { channelKind } from '../../channels/domain/channels.js'
import { decideNextStep, type SendResult } from '../../channels/domain/outcome.js'
import type { Message } from '../domain/message.js'
import { applyReceipts } from '../steps/apply-receipts.js'
import { handoverEvidence } from '../steps/finish-messages.js'
import { isUnsuccessful, type MessageStep, saveSteps } from '../steps/save-steps.js'
import type { SourcedEvidence } from '../store/evidence.js'
import { lockExpiredLeases } from '../store/messages.js'

const BATCH = 200

export interface Recovery {
  readonly firstPauseMs: number
  readonly channels: Pick<Channels, 'find'>
  /** Whose days messages are counted on that turn out to have gone. */
  readonly timeZone: string
}

/**
 * Takes over messages whose lease ended without a result. The provider is asked whether they went
 * out; where it cannot know, the message stays uncertain; transactional and service mail is sent again.
 */
export async function recoverSending(tx: Tx, recovery: Recovery): Promise<number> {
  const messages = await lockExpiredLeases(tx, BATCH)
  const receipts: SourcedEvidence[] = []
  const steps: MessageStep[] = []
  for (const message of messages) {
    const { class: kind, attempts, messageId, epoch, handedTo } = message
    const result = await resultOf(message, recovery)
    if (result.outcome === 'accepted') {
      receipts.push(...handoverEvidence({ messageId, epoch, provider: handedTo ?? 'none', at: tx.now }))
      continue
    }
    const firstAttemptAt = message.firstAttemptAt ?? tx.now
    const isRepeatable = channelKind(message.channel)?.rules.repeatable ?? false
    const { firstPauseMs } = recovery
    const attempt = { class: kind, isRepeatable, attempts, firstAttemptAt, jitter: 0, firstPauseMs }
    const step = decideNextStep(result, attempt, tx.now)
    if (isUnsuccessful(step)) steps.push({ message, step })
  }
  await saveSteps(tx, steps)
  if (receipts.length > 0) await applyReceipts(tx, receipts, { timeZone: recovery.timeZone })
  return messages.length
}

async function resultOf({ channel, handedTo, messageId }: Message, { channels }: Recovery): Promise<SendResult> {
  const found = handedTo === null ? 'unknown' : await channels.find(channel, handedTo, messageId)
  if (found === 'sent') return { outcome: 'accepted' }
  return { outcome: found === 'unsent' ? 'not_taken' : 'unclear', reason: 'sender_lost' }
}
