import { messagePlanned } from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import { fromEveryTopic } from '@polyphon/service-kit/copies'
import type { MessagingDeps } from '../../config.js'
import { planOrders } from '../commands/plan-orders.js'
import { messageOfOrder } from '../domain/orders.js'

/** Carries out what journeys order, as many orders at a time as the log delivers. */
export const onMessagePlanned = (deps: MessagingDeps): Handler =>
  fromEveryTopic(
    onBatch(messagePlanned, { naturalKey: '(workspace, order id)' }, (tx, events) => {
      tx.afterCommit(() => deps.tools.metrics.planned(events, tx.now))
      return planOrders(
        tx,
        events.map((event) => ({ event, message: messageOfOrder(tx.newId(), event.data) })),
        deps.tools.dispatch,
      )
    }),
  )
