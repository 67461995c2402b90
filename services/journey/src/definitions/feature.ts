import type { Feature } from '@polyphon/service-kit'
import type { JourneyDeps } from '../config.js'
import { onDefinitionPublished } from './events/on-definition-published.js'
import { journeyRoutes } from './http/journeys.js'
import { definitionsPersonal } from './personal.js'

/** Journeys and their versions: what they may say, what starts them, and what other services lack for them. */
export const definitions: Feature<JourneyDeps> = {
  routes: [journeyRoutes],
  consumers: { definitions: onDefinitionPublished },
  personal: definitionsPersonal,
}
