import type { Feature } from '@polyphon/service-kit'
import type { FeedbackDeps } from '../config.js'
import { surveyRoutes } from './http/surveys.js'

/** Surveys and their published versions: what is asked, and when. */
export const surveys: Feature<FeedbackDeps> = { routes: [surveyRoutes] }
