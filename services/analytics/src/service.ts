import { defineService } from '@polyphon/service-kit'
import { analyticsSettings } from './config.js'
import { drawing } from './drawing/feature.js'
import { facts } from './facts/feature.js'
import { postgresFacts } from './facts/store/facts.js'
import { metrics } from './metrics/feature.js'
import { postgresReader } from './metrics/store/fact-reader.js'

export const analyticsService = defineService({
  name: 'analytics',
  port: 7005,
  title: 'Polyphon analytics',
  description: 'Takes in every fact of the stack and answers what it did to experience, with intervals.',
  tags: {
    metrics: 'Figures with intervals, made of every fact of the stack.',
    events: 'How many facts there are of each kind.',
  },
  settings: analyticsSettings,
  migrations: new URL('../migrations/', import.meta.url),
  keepsPeople: 'people',
  keepsWorkspaces: true,
  open: async () => ({ tools: { facts: postgresFacts, reader: postgresReader }, close: async () => undefined }),
  groups: { facts: 'background', people: 'background' },
  features: [metrics, drawing, facts],
})
