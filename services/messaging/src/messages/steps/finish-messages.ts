import type { Tx } from '@polyphon/service-kit'
import { decideNextStep, type SendResult } from '../../channels/domain/outcome.js'
import type { SourcedEvidence } from '../store/evidence.js'
import { lockMessages } from '../store/messages.js'
import { applyReceipts } from './apply-receipts.js'
import { type OtherStep, type StepOf, saveSteps } from './save-steps.js'

/** What handing a claimed message to a provider came to. */
export interface Finished {
  readonly messageId: string
  readonly epoch: number
  readonly provider: string
  readonly result: SendResult
  readonly at: Date
  readonly chance: number
}

/** Writes down how attempts ended. What was taken by a provider counts, even if the lease is over by then. */
export async function finishMessages(
  tx: Tx,
  finished: readonly Finished[],
  options: { readonly firstPauseMs: number },
): Promise<void> {
  const byId = new Map(finished.map((one) => [one.messageId, one]))
  const messages = await lockMessages(tx, [...byId.keys()])
  const receipts: SourcedEvidence[] = []
  const steps: StepOf[] = []
  const ended = new Set<string>()
  for (const message of messages) {
    const one = byId.get(message.messageId)
    if (one === undefined) continue
    if (one.result.outcome === 'accepted') {
      receipts.push(...handedOver(one))
      continue
    }
    // Somebody else has taken the message over since; only a success would still be news.
    if (message.stage !== 'sending' || message.epoch !== one.epoch) continue
    if (one.result.outcome === 'bounced') {
      receipts.push(bounceOf(one, one.result.reason))
      ended.add(message.messageId)
      continue
    }
    const { class: kind, attempts } = message
    const firstAttemptAt = message.firstAttemptAt ?? tx.now
    const attempt = { class: kind, attempts, firstAttemptAt, chance: one.chance, firstPauseMs: options.firstPauseMs }
    const step = decideNextStep(one.result, attempt, tx.now)
    if (isOther(step)) steps.push({ message, step })
  }
  await saveSteps(tx, steps)
  if (receipts.length > 0) await applyReceipts(tx, receipts, ended)
}

const isOther = (step: { readonly step: string }): step is OtherStep => step.step !== 'sent'

/** What the server said while the mail was handed over counts like a bounce that is told later. */
const bounceOf = ({ messageId, epoch, provider, at }: Finished, reason: string): SourcedEvidence => ({
  messageId,
  source: provider,
  eventId: `${epoch}:bounced`,
  event: 'bounced',
  occurredAt: at,
  reason,
})

/** What is told of a message that a provider has taken; the same attempt is told once, whoever tells it. */
export function handedOver(
  taken: Pick<Finished, 'messageId' | 'epoch' | 'provider' | 'at'>,
): readonly SourcedEvidence[] {
  const { messageId, epoch, provider, at } = taken
  return (['accepted', 'sent'] as const).map((event) => ({
    messageId,
    source: provider,
    eventId: `${epoch}:${event}`,
    event,
    occurredAt: at,
    reason: null,
  }))
}
