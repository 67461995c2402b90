import { feedbackRequested } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import { takeInNews } from '../commands/take-in-order-outcomes.js'

/** Hears that a person is being asked, for the trace of the run that wanted it. */
export function onFeedbackRequested(deps: JourneyDeps): Handler {
  return on(feedbackRequested, { naturalKey: '(order, asked) in the run' }, async (tx, { data }) => {
    if (data.runId === undefined) return
    const stimulus = { kind: 'asked', orderId: data.orderId ?? null, survey: data.survey } as const
    await takeInNews(tx, [{ runId: data.runId, stimulus, tx }], deps.tools.library)
  })
}
