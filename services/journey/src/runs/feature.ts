import { type Feature } from '@polyphon/service-kit'
import { keepPermissions } from '@polyphon/service-kit/copies'
import type { JourneyDeps } from '../config.js'
import { onFeedbackDropped } from './events/on-feedback-dropped.js'
import { onFeedbackGiven } from './events/on-feedback-given.js'
import { onFeedbackRequested } from './events/on-feedback-requested.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { onProfileChanged } from './events/on-profile-changed.js'
import { onProfileFacts } from './events/on-profile-facts.js'
import { runRoutes } from './http/runs.js'
import { runsPersonal } from './personal.js'
import { earlyTimer } from './timers/early.js'
import { existingTimer } from './timers/existing.js'
import { forgetTimer } from './timers/forget.js'
import { parkedTimer } from './timers/parked.js'
import { runTimer } from './timers/run.js'
import { stopTimer } from './timers/stop.js'

/** Everybody's way through the journeys: who enters, what happens step by step, and when it ends. */
export const runs: Feature<JourneyDeps> = {
  routes: [runRoutes],
  consumers: {
    people: (deps) => [onProfileChanged(deps)],
    stimuli: (deps) => [onProfileFacts(deps)],
    receipts: (deps) => [onMessageFacts(deps), keepPermissions()],
    answers: (deps) => [onFeedbackRequested(deps), onFeedbackDropped(deps), onFeedbackGiven(deps)],
  },
  timers: [runTimer, parkedTimer, stopTimer, existingTimer, earlyTimer, forgetTimer],
  personal: runsPersonal,
}
