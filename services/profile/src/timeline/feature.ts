import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onFeedbackFacts } from './events/on-feedback-facts.js'
import { onJourneyFacts } from './events/on-journey-facts.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { onWorkFacts } from './events/on-work-facts.js'
import { timelineRoutes } from './http/timeline.js'
import { timelinePersonal } from './personal.js'

/** What happened to a person on all channels. */
export const timeline: Feature<ProfileDeps> = {
  routes: [timelineRoutes],
  consumers: { timeline: () => [onMessageFacts(), onFeedbackFacts(), onJourneyFacts(), onWorkFacts()] },
  personal: timelinePersonal,
}
