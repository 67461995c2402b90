import { journeyPublished } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { JourneyDeps } from '../config.js'
import { onDefinitionPublished } from './events/on-definition-published.js'
import { journeyRoutes } from './http/journeys.js'
import { definitionsPersonal } from './personal.js'

/** Journeys and their versions: what they may say, what starts them, and what other services lack for them. */
export const definitions: Feature<JourneyDeps> = {
  routes: [journeyRoutes],
  consumers: { definitions: onDefinitionPublished },
  elsewhere: [inLog('journey', 'key', { definition: journeyPublished, keyOf: (key) => `journey:${key}` })],
  personal: definitionsPersonal,
}
