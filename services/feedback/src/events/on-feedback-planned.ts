import { feedbackPlanned } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { carryOutOrder } from '../commands/carry-out-order.js'
import { type FeedbackDeps, publicUrlOf } from '../config.js'

/** A journey orders a survey. */
export function feedbackPlannedHandler({ copies, settings }: FeedbackDeps): Handler {
  const order = { copies, publicUrl: publicUrlOf(settings), patienceMs: settings.ORDER_PATIENCE_MS }
  return on(feedbackPlanned, { naturalKey: '(workspace, order id) of the invitation' }, (tx, { data }) =>
    carryOutOrder(tx, data, null, order),
  )
}
