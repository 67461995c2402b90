import {
  type MessageFact,
  messageAccepted,
  messageBounced,
  messageClicked,
  messageDeferred,
  messageDelivered,
  messageDropped,
  messageFailed,
  messageRead,
  messageSent,
  messageUncertain,
} from '@polyphon/contracts'
import { type Handler, onMany } from '@polyphon/service-kit'
import { causedBy } from '../commands/received.js'
import { type News, takeInNews } from '../commands/take-in-news.js'
import type { JourneyDeps } from '../config.js'
import type { ReceiptState } from '../domain/run.js'

const STATES: Readonly<Record<string, ReceiptState>> = {
  [messageDeferred.type]: 'deferred',
  [messageAccepted.type]: 'accepted',
  [messageSent.type]: 'sent',
  [messageDelivered.type]: 'delivered',
  [messageRead.type]: 'read',
  [messageClicked.type]: 'clicked',
  [messageFailed.type]: 'failed',
  [messageBounced.type]: 'failed',
  [messageDropped.type]: 'dropped',
  [messageUncertain.type]: 'uncertain',
}

/** Hears what became of the messages that journeys ordered. */
export function onMessageFacts(deps: JourneyDeps): Handler {
  const definitions = [
    messageDeferred,
    messageAccepted,
    messageSent,
    messageDelivered,
    messageRead,
    messageClicked,
    messageFailed,
    messageBounced,
    messageDropped,
    messageUncertain,
  ]
  return onMany(definitions, { naturalKey: '(order, channel, state) in the run' }, async (tx, events) => {
    const news = events.flatMap((event): readonly News[] => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with one of these definitions
      const { orderId, runId, channel, reason } = event.data as MessageFact
      const state = STATES[event.type]
      if (orderId === undefined || runId === undefined || state === undefined) return []
      const stimulus = { kind: 'receipt', orderId, state, channel, reason: reason ?? null } as const
      return [{ runId, stimulus, tx: causedBy(tx, event) }]
    })
    await takeInNews(tx, news, deps.tools.library)
  })
}
