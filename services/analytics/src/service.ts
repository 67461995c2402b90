import { defineService } from '@polyphon/service-kit'
import { analyticsCodes } from './codes.js'
import { analyticsSettings } from './config.js'
import { drawing } from './drawing/feature.js'
import { facts } from './facts/feature.js'
import { postgresFacts } from './facts/store/facts.js'
import { metrics } from './metrics/feature.js'
import { postgresReader } from './metrics/store/fact-reader.js'
import { reports } from './reports/feature.js'

export const analyticsService = defineService({
  name: 'analytics',
  port: 7005,
  title: 'Polyphon analytics',
  description: 'Takes in every fact of the stack and answers what it did to experience, with intervals.',
  tags: {
    metrics: 'Figures with intervals, made of every fact of the stack.',
    reports: 'Several figures beside each other, as numbers or as a page for people.',
    events: 'How many facts there are of each kind.',
  },
  codes: analyticsCodes,
  settings: analyticsSettings,
  migrations: new URL('../migrations/', import.meta.url),
  keepsPeople: 'people',
  keepsWorkspaces: true,
  open: async () => ({ tools: { facts: postgresFacts, reader: postgresReader }, close: async () => undefined }),
  groups: { facts: 'background', people: 'background' },
  features: [reports, metrics, drawing, facts],
})
