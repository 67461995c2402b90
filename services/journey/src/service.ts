import { defineService, keepPermissions } from '@polyphon/service-kit'
import { type JourneyTools, journeySettings } from './config.js'
import { onDefinitions } from './events/on-definitions.js'
import { onFeedbackDropped } from './events/on-feedback-dropped.js'
import { onFeedbackGiven } from './events/on-feedback-given.js'
import { onFeedbackRequested } from './events/on-feedback-requested.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { onPeople } from './events/on-people.js'
import { onProfileFacts } from './events/on-profile-facts.js'
import { journeyRoutes } from './http/journeys.js'
import { runRoutes } from './http/runs.js'
import { openLibrary } from './store/library.js'
import { earlyTimer } from './timers/early.js'
import { existingTimer } from './timers/existing.js'
import { forgetTimer } from './timers/forget.js'
import { parkedTimer } from './timers/parked.js'
import { runTimer } from './timers/run.js'
import { stopTimer } from './timers/stop.js'

export const journeyService = defineService<typeof journeySettings, JourneyTools>({
  name: 'journey',
  port: 7002,
  title: 'Polyphon Journey',
  description: 'What the brand does by itself: journeys, their versions, and everybody’s way through them.',
  settings: journeySettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: true,
  open: async () => ({ tools: { library: openLibrary() }, close: async () => undefined }),
  groups: {
    people: 'background',
    definitions: 'background',
    stimuli: 'prompt',
    receipts: 'background',
    answers: 'prompt',
  },
  features: [
    {
      routes: [journeyRoutes, runRoutes],
      consumers: {
        people: (deps) => [onPeople(deps)],
        definitions: () => [onDefinitions()],
        stimuli: (deps) => [onProfileFacts(deps)],
        receipts: (deps) => [onMessageFacts(deps), keepPermissions()],
        answers: (deps) => [onFeedbackRequested(deps), onFeedbackDropped(deps), onFeedbackGiven(deps)],
      },
      timers: [runTimer, parkedTimer, stopTimer, existingTimer, earlyTimer, forgetTimer],
    },
  ],
})
