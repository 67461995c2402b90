import { erasureRequested, forgettingKeyChanged, identifierForgotten, topicNames } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { onErasureConfirmed } from './events/on-erasure-confirmed.js'
import { onOwnErasures } from './events/on-own-erasures.js'
import { erasureRoutes } from './http/erasures.js'
import { forgottenRoutes } from './http/forgotten.js'
import { erasuresPersonal } from './personal.js'

/** People who are forgotten by all services, and what keeps them from coming back. */
export const erasures: Feature<ProfileDeps> = {
  routes: [erasureRoutes, forgottenRoutes],
  consumers: { people: onOwnErasures, timeline: onErasureConfirmed },
  elsewhere: [
    inLog('erasure', 'person_id', { definition: erasureRequested, topic: topicNames.people, keyOf: (id) => id }),
    inLog('forgotten_identifier', 'hash', { definition: identifierForgotten, keyOf: (hash) => `forgotten:${hash}` }),
    inLog('forgetting_key', 'workspace_id', { definition: forgettingKeyChanged, keyOf: () => 'forgetting_key' }),
  ],
  personal: erasuresPersonal,
}
