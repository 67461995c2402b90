import { surveyPublished } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { keepUses } from '@polyphon/service-kit/definitions'
import { inLog } from '@polyphon/service-kit/personal'
import type { FeedbackDeps } from '../config.js'
import { surveyRoutes } from './http/surveys.js'
import { surveysPersonal } from './personal.js'

/** Surveys and their published versions: which questions there are, of which kind, and when each is shown. */
export const surveys: Feature<FeedbackDeps> = {
  routes: [surveyRoutes],
  consumers: { definitions: () => [keepUses()] },
  elsewhere: [inLog('survey', 'key', { definition: surveyPublished, keyOf: (key) => `survey:${key}` })],
  personal: surveysPersonal,
}
