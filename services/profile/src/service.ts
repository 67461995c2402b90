import { defineService } from '@polyphon/service-kit'
import { profileSettings } from './config.js'
import { onFeedbackFacts } from './events/on-feedback-facts.js'
import { onJourneyFacts } from './events/on-journey-facts.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { contextRoutes } from './http/context.js'
import { keyRoutes } from './http/keys.js'
import { personTokenRoutes } from './http/person-tokens.js'
import { profileRoutes } from './http/profiles.js'
import { segmentRoutes } from './http/segments.js'
import { timelineRoutes } from './http/timeline.js'
import { workspaceRoutes } from './http/workspaces.js'
import { segmentBackfillTimer } from './timers/segment-backfill.js'
import { segmentUntilTimer } from './timers/segment-until.js'

export const profileService = defineService({
  name: 'profile',
  port: 7001,
  title: 'Profile',
  description:
    'Who somebody is, what they did and which segments they are in; the door for everything that happens, and the workspaces with their keys.',
  settings: profileSettings,
  migrations: new URL('../migrations', import.meta.url),
  // These tables are the truth; the others keep a copy of them.
  keepsPeople: false,
  open: async () => ({ tools: {}, close: async () => undefined }),
  routes: [workspaceRoutes, keyRoutes, personTokenRoutes, profileRoutes, timelineRoutes, segmentRoutes, contextRoutes],
  consumers: { timeline: () => [onMessageFacts(), onFeedbackFacts(), onJourneyFacts()] },
  timers: [segmentBackfillTimer, segmentUntilTimer],
})
