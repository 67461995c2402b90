import { type MessageFact, messageFacts } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import type { ReceiptState } from '../../kinds/domain/run.js'
import { handleOrderOutcomes, type ReceivedOutcome } from '../commands/handle-order-outcomes.js'
import { causedBy } from '../steps/received.js'

// That a message was queued means nothing to a run, and a bounce no more than a failure.
const { queued: _queued, ...handled } = messageFacts
const STATES = new Map<string, ReceiptState>(
  (
    [
      'deferred',
      'accepted',
      'sent',
      'delivered',
      'read',
      'clicked',
      'failed',
      'bounced',
      'dropped',
      'uncertain',
    ] as const
  ).map((state) => [handled[state].type, state === 'bounced' ? 'failed' : state]),
)

/** Hands the receipts of messages to the runs that ordered them. */
export function onMessageFacts(deps: JourneyDeps): Handler {
  return onMany(Object.values(handled), { naturalKey: '(order, channel, state) in the run' }, async (tx, events) => {
    const outcomes = events.flatMap((event): readonly ReceivedOutcome[] => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with one of these definitions
      const { orderId, runId, channel, reason } = event.data as MessageFact
      const state = STATES.get(event.type)
      if (orderId === undefined || runId === undefined || state === undefined) return []
      const stimulus = { kind: 'receipt', orderId, state, channel, reason: reason ?? null } as const
      return [{ runId, stimulus, tx: causedBy(tx, event) }]
    })
    await handleOrderOutcomes(tx, outcomes, deps.tools.library)
  })
}
