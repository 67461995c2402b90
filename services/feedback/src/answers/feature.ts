import type { Feature } from '@polyphon/service-kit'
import type { FeedbackDeps } from '../config.js'
import { answerRoutes } from './http/answers.js'
import { importAnswers } from './http/import-answers.js'
import { answersPersonal } from './personal.js'
import { linkAnswerTimer } from './timers/link-answer.js'
import { normalFormTimer } from './timers/normal-form.js'

/** What people answered, with or without an invitation, and whose answer it is. */
export const answers: Feature<FeedbackDeps> = {
  routes: [answerRoutes],
  imports: [() => importAnswers],
  timers: [linkAnswerTimer, normalFormTimer],
  personal: answersPersonal,
}
