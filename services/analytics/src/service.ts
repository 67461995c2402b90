import { defineService } from '@polyphon/service-kit'
import { type AnalyticsDeps, analyticsSettings } from './config.js'
import { onFacts } from './events/on-facts.js'
import { onPeople } from './events/on-people.js'
import { eventCountRoutes } from './http/event-counts.js'
import { metricRoutes } from './http/metrics.js'
import { postgresFacts } from './store/facts.js'
import { analyticsTimers } from './timers/timers.js'

export const analyticsService = defineService({
  name: 'analytics',
  port: 7005,
  title: 'Polyphon analytics',
  description: 'Takes in every fact of the stack and answers what it did to experience, with intervals.',
  settings: analyticsSettings,
  migrations: new URL('../migrations/', import.meta.url),
  keepsPeople: true,
  open: async () => ({ tools: { facts: postgresFacts }, close: async () => undefined }),
  groups: { facts: 'background', people: 'background' },
  features: [
    {
      routes: [metricRoutes, eventCountRoutes],
      consumers: { facts: (deps: AnalyticsDeps) => [onFacts(deps)], people: () => [onPeople()] },
      timers: analyticsTimers,
    },
  ],
})
