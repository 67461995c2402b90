import { feedbackRequested } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { handleOrderOutcomes } from '../commands/handle-order-outcomes.js'

/** The invitation is under way: noted in the trace of the run that ordered the survey. */
export function onFeedbackRequested(deps: JourneyDeps): Handler {
  return on(feedbackRequested, { naturalKey: '(order, asked) in the run' }, async (tx, { data }) => {
    if (data.runId === undefined) return
    const stimulus = { kind: 'asked', orderId: data.orderId ?? null, survey: data.survey } as const
    await handleOrderOutcomes(tx, [{ runId: data.runId, stimulus, tx }], deps.tools.library)
  })
}
