import { defineService, openKeyring, sealAtStart } from '@polyphon/service-kit'
import { openClocks } from './commands/open-clocks.js'
import { openCollector } from './commands/open-collector.js'
import { openRejections } from './commands/open-rejections.js'
import { sealSigningKeys } from './commands/seal-signing-keys.js'
import { profileSettings } from './config.js'
import { onCollectedEvents } from './events/on-collected-events.js'
import { onFeedbackFacts } from './events/on-feedback-facts.js'
import { onJourneyFacts } from './events/on-journey-facts.js'
import { onMessageFacts } from './events/on-message-facts.js'
import { onOwnPeople } from './events/on-own-people.js'
import { collectRoutes } from './http/collect.js'
import { contextRoutes } from './http/context.js'
import { eventRoutes } from './http/events.js'
import { keyRoutes } from './http/keys.js'
import { personTokenRoutes } from './http/person-tokens.js'
import { profileChangeRoutes } from './http/profile-changes.js'
import { profileRoutes } from './http/profiles.js'
import { segmentRoutes } from './http/segments.js'
import { sourceSettingsRoutes } from './http/source-settings.js'
import { timelineRoutes } from './http/timeline.js'
import { workspaceRoutes } from './http/workspaces.js'
import { normalFormTimer } from './timers/normal-form.js'
import { segmentBackfillTimer } from './timers/segment-backfill.js'
import { segmentUntilTimer } from './timers/segment-until.js'

export const profileService = defineService({
  name: 'profile',
  port: 7001,
  title: 'Profile',
  description:
    'Who somebody is, what they did and which segments they are in; the door for everything that happens, and the workspaces with their keys.',
  settings: profileSettings,
  // An event that is accepted into the log cannot be accepted without it.
  needsLog: ({ INGEST_MODE: mode }) => mode === 'log',
  migrations: new URL('../migrations', import.meta.url),
  // These tables are the truth; the others keep a copy of them.
  keepsPeople: false,
  open: async (deps) => {
    const collector = openCollector(deps)
    const rejections = openRejections(deps)
    const close = async (): Promise<void> => {
      rejections.close()
      await collector.close()
    }
    const keyring = openKeyring(deps.settings.SECRETS_KEYS)
    return { tools: { collector, rejections, clocks: openClocks(deps), keyring }, close }
  },
  prepare: ({ db, tools: { keyring } }) => sealAtStart(db, keyring, (tx) => sealSigningKeys(tx, keyring)),
  groups: { timeline: 'background', collected: 'prompt', people: 'background' },
  features: [
    {
      routes: [
        collectRoutes,
        sourceSettingsRoutes,
        eventRoutes,
        profileRoutes,
        profileChangeRoutes,
        timelineRoutes,
        segmentRoutes,
        contextRoutes,
        workspaceRoutes,
        keyRoutes,
        personTokenRoutes,
      ],
      consumers: {
        timeline: () => [onMessageFacts(), onFeedbackFacts(), onJourneyFacts()],
        collected: (deps) => [onCollectedEvents(deps)],
        people: () => [onOwnPeople()],
      },
      timers: [segmentBackfillTimer, segmentUntilTimer, normalFormTimer],
    },
  ],
})
