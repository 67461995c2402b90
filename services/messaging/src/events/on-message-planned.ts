import { messagePlanned } from '@polyphon/contracts'
import { type Handler, onMany, type Received } from '@polyphon/service-kit'
import { planOrders } from '../commands/plan-orders.js'
import type { MessagingDeps } from '../config.js'
import { messageOfOrder } from '../domain/orders.js'

/** Carries out what journeys order, as many orders at a time as the log delivers. */
export const onMessagePlanned = (deps: MessagingDeps): Handler =>
  onMany([messagePlanned], { naturalKey: '(workspace, order id)' }, (tx, events) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with this definition
    const received = events as readonly Received<typeof messagePlanned>[]
    return planOrders(
      tx,
      received.map((event) => ({ event, message: messageOfOrder(tx.newId(), event.data) })),
      deps.tools.bell,
    )
  })
