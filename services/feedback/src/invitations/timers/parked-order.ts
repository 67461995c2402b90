import type { TimerKind } from '@polyphon/service-kit'
import { publicUrlOf } from '@polyphon/service-kit/pages'
import type { FeedbackDeps } from '../../config.js'
import { carryOutOrder, ParkedOrder } from '../commands/carry-out-order.js'
import { PARKED_ORDER } from '../domain/order.js'

/** Looks again at an order that waits for a survey or a person. */
export function parkedOrderTimer({ copies, settings }: FeedbackDeps): TimerKind<ParkedOrder> {
  const order = { copies, publicUrl: publicUrlOf(settings), patienceMs: settings.ORDER_PATIENCE_MS }
  return {
    kind: PARKED_ORDER,
    data: ParkedOrder,
    handle: (tx, { data }) => carryOutOrder(tx, data.order, data, order),
  }
}
