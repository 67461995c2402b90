import { type MessageFact, messageFacts } from '@polyphon/contracts'
import { causedBy, type Handler, onKinds, reads } from '@polyphon/service-kit'
import { withReached } from '@polyphon/service-kit/copies'
import type { JourneyDeps } from '../../config.js'
import type { ReceiptState } from '../../kinds/domain/run.js'
import { handleOrderOutcomes, type ReceivedOutcome } from '../commands/handle-order-outcomes.js'

interface Receipt {
  readonly fact: MessageFact
  readonly state: ReceiptState
}

const receipt = (name: keyof typeof messageFacts, state: ReceiptState) =>
  reads(messageFacts[name], ({ data }): Receipt => ({ fact: data, state }))

// That a message was queued means nothing to a run, and a bounce no more than a failure.
const readers = {
  deferred: receipt('deferred', 'deferred'),
  accepted: receipt('accepted', 'accepted'),
  sent: receipt('sent', 'sent'),
  delivered: receipt('delivered', 'delivered'),
  read: receipt('read', 'read'),
  clicked: receipt('clicked', 'clicked'),
  failed: receipt('failed', 'failed'),
  bounced: receipt('bounced', 'failed'),
  dropped: receipt('dropped', 'dropped'),
  uncertain: receipt('uncertain', 'uncertain'),
} satisfies Readonly<Record<Exclude<keyof typeof messageFacts, 'queued'>, unknown>>

/** Hands the receipts of messages to the runs that ordered them. */
export function onMessageFacts(deps: JourneyDeps): Handler {
  const handler = onKinds(
    Object.values(readers),
    { naturalKey: '(order, channel, state) in the run' },
    async (tx, receipts) => {
      const outcomes = receipts.flatMap(({ event, value: { fact, state } }): readonly ReceivedOutcome[] => {
        const { orderId, runId, channel, reason } = fact
        if (orderId === undefined || runId === undefined) return []
        const stimulus = { kind: 'receipt', orderId, state, channel, reason: reason ?? null } as const
        return [{ runId, stimulus, tx: causedBy(tx, event) }]
      })
      await handleOrderOutcomes(tx, outcomes, deps.tools.library)
    },
  )
  return withReached(handler)
}
