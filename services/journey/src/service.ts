import { CONDITIONS_GUIDE } from '@polyphon/conditions'
import { defineService } from '@polyphon/service-kit'
import { journeyCodes } from './codes.js'
import { type JourneyTools, journeySettings } from './config.js'
import { definitions } from './definitions/feature.js'
import { openLibrary } from './definitions/store/library.js'
import { kinds } from './kinds/feature.js'
import { runs } from './runs/feature.js'

export const journeyService = defineService<typeof journeySettings, JourneyTools>({
  name: 'journey',
  port: 7002,
  title: 'Polyphon journey',
  description: 'What the brand does by itself: journeys, their versions, and everybody’s way through them.',
  tags: {
    Journeys: 'Journeys and their versions: who enters, what happens step by step, when it ends.',
    Runs: 'People on their way through a journey, with the reason of each step.',
  },
  codes: journeyCodes,
  guide: CONDITIONS_GUIDE,
  settings: journeySettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: 'people',
  keepsWorkspaces: true,
  open: async () => ({ tools: { library: openLibrary() }, close: async () => undefined }),
  groups: {
    people: 'background',
    definitions: 'background',
    stimuli: 'prompt',
    receipts: 'background',
    answers: 'prompt',
  },
  features: [definitions, runs, kinds],
})
