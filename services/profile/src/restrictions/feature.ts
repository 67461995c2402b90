import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onRestrictionConfirmed } from './events/on-restriction-confirmed.js'
import { restrictionRoutes } from './http/restrictions.js'
import { restrictionsPersonal } from './personal.js'

/** People whose data is kept and not used. */
export const restrictions: Feature<ProfileDeps> = {
  routes: [restrictionRoutes],
  consumers: { timeline: onRestrictionConfirmed },
  personal: restrictionsPersonal,
}
