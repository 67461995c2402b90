import { type MessageFact, messageFacts } from '@polyphon/contracts'
import { causedBy, type Handler, onKinds, reads } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import type { ReceiptState } from '../../kinds/domain/run.js'
import { handleOrderOutcomes, type ReceivedOutcome } from '../commands/handle-order-outcomes.js'

// That a message was queued means nothing to a run, and a bounce no more than a failure.
const STATES: Readonly<Record<Exclude<keyof typeof messageFacts, 'queued'>, ReceiptState>> = {
  deferred: 'deferred',
  accepted: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  clicked: 'clicked',
  failed: 'failed',
  bounced: 'failed',
  dropped: 'dropped',
  uncertain: 'uncertain',
}

interface Receipt {
  readonly fact: MessageFact
  readonly state: ReceiptState
}

const { queued: _queued, ...handled } = messageFacts
const readers = Object.entries(handled).map(([name, definition]) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of `handled` are those of STATES
  const state = STATES[name as keyof typeof handled]
  return reads(definition, ({ data }): Receipt => ({ fact: data, state }))
})

/** Hands the receipts of messages to the runs that ordered them. */
export function onMessageFacts(deps: JourneyDeps): Handler {
  return onKinds(readers, { naturalKey: '(order, channel, state) in the run' }, async (tx, receipts) => {
    const outcomes = receipts.flatMap(({ event, value: { fact, state } }): readonly ReceivedOutcome[] => {
      const { orderId, runId, channel, reason } = fact
      if (orderId === undefined || runId === undefined) return []
      const stimulus = { kind: 'receipt', orderId, state, channel, reason: reason ?? null } as const
      return [{ runId, stimulus, tx: causedBy(tx, event) }]
    })
    await handleOrderOutcomes(tx, outcomes, deps.tools.library)
  })
}
