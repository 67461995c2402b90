import { type DataOf, feedbackGiven } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import type { JourneyDeps } from '../../config.js'
import type { JsonObject } from '../../kinds/domain/run.js'
import { handleOrderOutcomes } from '../commands/handle-order-outcomes.js'

/** Hands a complete answer to the run that ordered the survey. */
export function onFeedbackGiven(deps: JourneyDeps): Handler {
  return on(feedbackGiven, { naturalKey: 'answerId in the run' }, async (tx, { data }) => {
    if (data.runId === undefined || !data.complete) return
    const { survey, orderId = null } = data
    const stimulus = { kind: 'answer', orderId, survey, answer: answerOf(data) } as const
    await handleOrderOutcomes(tx, [{ runId: data.runId, stimulus, tx }], deps.tools.library)
  })
}

/** An answer as conditions see it: every question by its id, a choice as the list of its options, and the rest under names of its own. */
function answerOf(data: DataOf<typeof feedbackGiven>): JsonObject {
  const scores = Object.fromEntries(data.scores.map(({ question, value }) => [question, value]))
  const texts = Object.fromEntries(data.texts.map(({ question, text }) => [question, text]))
  const chosen = (data.choices ?? []).map(({ question, ...choice }) => [question, choice] as const)
  const values = Object.fromEntries(chosen.map(([question, choice]) => [question, choice.values]))
  const { answerId, survey, version, properties, occurredAt } = data
  // A question that is called `choices` keeps its name, as journeys ask for it.
  const choices = Object.fromEntries(chosen)
  return { choices, ...texts, ...scores, ...values, scores, texts, answerId, survey, version, properties, occurredAt }
}
