import { calendarChanged, identityProviderChanged, staffChanged, unitChanged } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { calendarRoutes } from './http/calendars.js'
import { identityProviderRoutes } from './http/identity-provider.js'
import { routingRoutes } from './http/routing.js'
import { staffRoutes } from './http/staff.js'
import { staffTokenRoutes } from './http/staff-tokens.js'
import { unitRoutes } from './http/units.js'
import { directoryPersonal } from './personal.js'

/** Units, staff and calendars of the firm, the tokens with which they call, and who else may make them. */
export const directory: Feature<ProfileDeps> = {
  routes: [unitRoutes, calendarRoutes, staffRoutes, routingRoutes, staffTokenRoutes, identityProviderRoutes],
  elsewhere: [
    inLog('unit', 'key', { definition: unitChanged, keyOf: (key) => `unit:${key}` }),
    inLog('calendar', 'key', { definition: calendarChanged, keyOf: (key) => `calendar:${key}` }),
    inLog('staff', 'staff_id', { definition: staffChanged, keyOf: (id) => `staff:${id}` }),
    inLog('identity_provider', 'workspace_id', {
      definition: identityProviderChanged,
      keyOf: () => 'identity_provider',
    }),
  ],
  personal: directoryPersonal,
}
