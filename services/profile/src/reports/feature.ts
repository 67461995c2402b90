import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onFeedbackFacts } from './events/on-feedback-facts.js'
import { onJourneyFacts } from './events/on-journey-facts.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { onWorkFacts } from './events/on-work-facts.js'

/** What other services report of people: kept in their timelines, and looked at by segments. */
export const reports: Feature<ProfileDeps> = {
  consumers: { timeline: () => [onMessageFacts(), onFeedbackFacts(), onJourneyFacts(), onWorkFacts()] },
}
