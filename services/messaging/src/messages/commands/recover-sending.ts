import type { Tx } from '@polyphon/service-kit'
import type { MailWhereabouts } from '../../channels/domain/mail.js'
import { decideNextStep, type SendResult } from '../../channels/domain/outcome.js'
import type { Message } from '../domain/message.js'
import { applyReceipts } from '../steps/apply-receipts.js'
import { handedOver } from '../steps/finish-messages.js'
import { type OtherStep, type StepOf, saveSteps } from '../steps/save-steps.js'
import type { SourcedEvidence } from '../store/evidence.js'
import { lockLeftBehind } from '../store/messages.js'

const BATCH = 200

export interface Recovery {
  readonly firstPauseMs: number
  /** Asks a provider, by its name, what became of a mail. */
  readonly findMail: (provider: string, messageId: string) => Promise<MailWhereabouts>
}

/**
 * Takes over messages whose sender has not said in time what became of them. The provider is asked whether they went
 * out; where it cannot know, marketing and research mail stays uncertain, transactional and service mail is sent again.
 */
export async function recoverSending(tx: Tx, recovery: Recovery): Promise<number> {
  const messages = await lockLeftBehind(tx, BATCH)
  const receipts: SourcedEvidence[] = []
  const steps: StepOf[] = []
  for (const message of messages) {
    const { class: kind, attempts, messageId, epoch, handedTo } = message
    const result = await resultOf(message, recovery)
    if (result.outcome === 'accepted') {
      receipts.push(...handedOver({ messageId, epoch, provider: handedTo ?? 'none', at: tx.now }))
      continue
    }
    const firstAttemptAt = message.firstAttemptAt ?? tx.now
    const attempt = { class: kind, attempts, firstAttemptAt, chance: 0, firstPauseMs: recovery.firstPauseMs }
    const step = decideNextStep(result, attempt, tx.now)
    if (isOther(step)) steps.push({ message, step })
  }
  await saveSteps(tx, steps)
  if (receipts.length > 0) await applyReceipts(tx, receipts)
  return messages.length
}

const isOther = (step: { readonly step: string }): step is OtherStep => step.step !== 'sent'

async function resultOf({ handedTo, messageId }: Message, { findMail }: Recovery): Promise<SendResult> {
  const found = handedTo === null ? 'unknown' : await findMail(handedTo, messageId)
  if (found === 'sent') return { outcome: 'accepted' }
  return { outcome: found === 'unsent' ? 'not_taken' : 'unclear', reason: 'sender_lost' }
}
