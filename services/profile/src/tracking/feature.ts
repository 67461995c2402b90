import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onEventCollected } from './events/on-event-collected.js'
import { onPersonOrders } from './events/on-person-orders.js'
import { collectRoutes } from './http/collect.js'
import { eventRoutes } from './http/events.js'
import { sourceSettingsRoutes } from './http/source-settings.js'
import { trackingPersonal } from './personal.js'

/** Everything that happens comes in here: collected, traced, or rejected with a reason. */
export const tracking: Feature<ProfileDeps> = {
  routes: [collectRoutes, sourceSettingsRoutes, eventRoutes],
  consumers: { collected: (deps) => [onEventCollected(deps)], orders: (deps) => [onPersonOrders(deps)] },
  personal: trackingPersonal,
}
