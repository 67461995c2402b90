import type { Origin, Tx } from '@polyphon/service-kit'
import { channelKind } from '../../channels/domain/channels.js'
import { decideNextStep, type SendResult } from '../../channels/domain/outcome.js'
import type { SourcedEvidence } from '../store/evidence.js'
import { lockMessages } from '../store/messages.js'
import { applyReceipts } from './apply-receipts.js'
import { isUnsuccessful, type MessageStep, saveSteps } from './save-steps.js'

/** What handing a claimed message to a provider came to. */
export interface FinishedAttempt {
  readonly messageId: string
  readonly epoch: number
  readonly provider: string
  readonly result: SendResult
  readonly at: Date
  readonly jitter: number
  /** The span of the hand-over; what is published of it is a part of that. */
  readonly trace?: Origin | undefined
}

/** Saves how attempts ended. What a provider accepted counts, even if the lease has ended by then. */
export async function finishMessages(
  tx: Tx,
  finished: readonly FinishedAttempt[],
  options: { readonly firstPauseMs: number; readonly timeZone: string },
): Promise<void> {
  const byId = new Map(finished.map((attempt) => [attempt.messageId, attempt]))
  const messages = await lockMessages(tx, [...byId.keys()])
  const receipts: SourcedEvidence[] = []
  const steps: MessageStep[] = []
  const ended = new Set<string>()
  for (const message of messages) {
    const attempt = byId.get(message.messageId)
    if (attempt === undefined) continue
    if (attempt.result.outcome === 'accepted') {
      receipts.push(...handoverEvidence(attempt, attempt.result.isOnItsWay))
      continue
    }
    // Another process has taken the message over since; only a success would still count.
    if (message.stage !== 'sending' || message.epoch !== attempt.epoch) continue
    if (attempt.result.outcome === 'bounced') {
      receipts.push(bounceOf(attempt, attempt.result.reason))
      ended.add(message.messageId)
      continue
    }
    const { class: kind, attempts } = message
    const firstAttemptAt = message.firstAttemptAt ?? tx.now
    const isRepeatable = channelKind(message.channel)?.rules.repeatable ?? false
    const { firstPauseMs } = options
    const retry = { class: kind, isRepeatable, attempts, firstAttemptAt, jitter: attempt.jitter, firstPauseMs }
    const step = decideNextStep(attempt.result, retry, tx.now)
    if (isUnsuccessful(step)) steps.push({ message, step })
  }
  const origins = new Map(finished.flatMap(({ messageId, trace }) => (trace === undefined ? [] : [[messageId, trace]])))
  await saveSteps(tx, steps, origins)
  if (receipts.length > 0) await applyReceipts(tx, receipts, { ended, origins, timeZone: options.timeZone })
}

/** A rejection during the SMTP dialogue counts like a bounce that is reported later. */
const bounceOf = ({ messageId, epoch, provider, at }: FinishedAttempt, reason: string): SourcedEvidence => ({
  messageId,
  source: provider,
  eventId: `${epoch}:bounced`,
  event: 'bounced',
  occurredAt: at,
  reason,
})

/** The evidence for a message that a provider has accepted; its id follows from the attempt, so it is counted once. */
export function handoverEvidence(
  taken: Pick<FinishedAttempt, 'messageId' | 'epoch' | 'provider' | 'at'>,
  isOnItsWay = false,
): readonly SourcedEvidence[] {
  const { messageId, epoch, provider, at } = taken
  const events = isOnItsWay ? (['accepted'] as const) : (['accepted', 'sent'] as const)
  return events.map((event) => ({
    messageId,
    source: provider,
    eventId: `${epoch}:${event}`,
    event,
    occurredAt: at,
    reason: null,
  }))
}
