import { feedbackRequested } from '@polyphon/contracts'
import { type Handler, onMany, type Received } from '@polyphon/service-kit'
import { planOrders } from '../commands/plan-orders.js'
import type { MessagingDeps } from '../config.js'
import { messageOfInvitation } from '../domain/orders.js'

/** Sends the invitations that feedback asks for, as many at a time as the log delivers. */
export const onFeedbackRequested = (deps: MessagingDeps): Handler =>
  onMany([feedbackRequested], { naturalKey: '(workspace, invitation id)' }, (tx, events) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with this definition
    const received = events as readonly Received<typeof feedbackRequested>[]
    return planOrders(
      tx,
      received.map((event) => ({ event, message: messageOfInvitation(tx.newId(), event.data) })),
      deps.tools.bell,
    )
  })
