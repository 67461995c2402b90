import { feedbackPlanned } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { fromEveryTopic } from '@polyphon/service-kit/copies'
import { publicUrlOf } from '@polyphon/service-kit/pages'
import type { FeedbackDeps } from '../../config.js'
import { carryOutOrder } from '../commands/carry-out-order.js'

/** A journey orders a survey. */
export function onFeedbackPlanned({ copies, settings }: FeedbackDeps): Handler {
  const order = { copies, publicUrl: publicUrlOf(settings), patienceMs: settings.ORDER_PATIENCE_MS }
  return fromEveryTopic(
    on(feedbackPlanned, { naturalKey: '(workspace, order id) of the invitation' }, (tx, { data }) =>
      carryOutOrder(tx, data, null, order),
    ),
  )
}
