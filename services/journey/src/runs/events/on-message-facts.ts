import { type MessageFact, messageFacts } from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { type News, takeInNews } from '../commands/take-in-order-outcomes.js'
import type { ReceiptState } from '../domain/run.js'
import { causedBy } from '../steps/received.js'

// That a message was queued says nothing to a run, and a bounce no more than a failure.
const { queued: _queued, ...heard } = messageFacts
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
  ).map((state) => [heard[state].type, state === 'bounced' ? 'failed' : state]),
)

/** Hears what became of the messages that journeys ordered. */
export function onMessageFacts(deps: JourneyDeps): Handler {
  return onMany(Object.values(heard), { naturalKey: '(order, channel, state) in the run' }, async (tx, events) => {
    const news = events.flatMap((event): readonly News[] => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with one of these definitions
      const { orderId, runId, channel, reason } = event.data as MessageFact
      const state = STATES.get(event.type)
      if (orderId === undefined || runId === undefined || state === undefined) return []
      const stimulus = { kind: 'receipt', orderId, state, channel, reason: reason ?? null } as const
      return [{ runId, stimulus, tx: causedBy(tx, event) }]
    })
    await takeInNews(tx, news, deps.tools.library)
  })
}
