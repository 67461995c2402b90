import { feedbackRequested } from '@polyphon/contracts'
import { type Handler, onBatch } from '@polyphon/service-kit'
import { fromEveryTopic } from '@polyphon/service-kit/copies'
import type { MessagingDeps } from '../../config.js'
import { planOrders } from '../commands/plan-orders.js'
import { messageOfInvitation } from '../domain/orders.js'

/** Sends the invitations that feedback asks for, as many at a time as the log delivers. */
export const onFeedbackRequested = (deps: MessagingDeps): Handler =>
  fromEveryTopic(
    onBatch(feedbackRequested, { naturalKey: '(workspace, invitation id)' }, (tx, events) => {
      tx.afterCommit(() => deps.tools.metrics.planned(events, tx.now))
      return planOrders(
        tx,
        events.map((event) => ({ event, message: messageOfInvitation(tx.newId(), event.data) })),
        deps.tools.dispatch,
      )
    }),
  )
