import type { Feature } from '@polyphon/service-kit'
import type { AnalyticsDeps } from '../config.js'
import { onFacts } from './events/on-facts.js'
import { onProfileChanged } from './events/on-profile-changed.js'
import { eventCountRoutes } from './http/event-counts.js'
import { factsPersonal } from './personal.js'

/** Every fact of the stack, each once, with what it can be told apart by. */
export const facts: Feature<AnalyticsDeps> = {
  routes: [eventCountRoutes],
  consumers: { facts: (deps) => [onFacts(deps)], people: (deps) => [onProfileChanged(deps)] },
  personal: factsPersonal,
}
