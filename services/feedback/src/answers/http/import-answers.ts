import { importKind } from '@polyphon/service-kit/jobs'
import { submitAnswers } from '../commands/submit-answers.js'
import { SubmissionBody, submissionOf } from './answers.js'

/** Answers of another system, each taken as `submitAnswers` takes those of the firm's own program. */
export const importAnswers = importKind({
  kind: 'answers',
  description:
    'a row is the body of `submitAnswers` with a secret key, with `occurredAt` of any time; as CSV `survey`, `identifier.type`, `identifier.value`, `answers.<question>:number`, `occurredAt`, …',
  row: SubmissionBody,
  apply: async (tx, row) => {
    await submitAnswers(tx, submissionOf(row), { kind: 'backend' })
    return 'applied'
  },
})
