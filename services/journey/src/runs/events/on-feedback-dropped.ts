import { feedbackDropped } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { handleOrderOutcomes } from '../commands/handle-order-outcomes.js'

/** Nobody will be asked; the run handles it like the receipt of a dropped invitation. */
export function onFeedbackDropped(deps: JourneyDeps): Handler {
  return on(feedbackDropped, { naturalKey: '(order, dropped) in the run' }, async (tx, { data }) => {
    if (data.runId === undefined) return
    const { orderId, reason } = data
    const stimulus = { kind: 'receipt', orderId, state: 'dropped', channel: 'feedback', reason } as const
    await handleOrderOutcomes(tx, [{ runId: data.runId, stimulus, tx }], deps.tools.library)
  })
}
