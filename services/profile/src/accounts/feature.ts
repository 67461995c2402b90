import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { accountRoutes } from './http/accounts.js'
import { membershipRoutes } from './http/memberships.js'
import { accountsPersonal } from './personal.js'
import { accountWalkTimer, membershipTimer } from './timers/membership.js'

/** Companies, households and other groups of people. */
export const accounts: Feature<ProfileDeps> = {
  routes: [accountRoutes, membershipRoutes],
  timers: [membershipTimer, accountWalkTimer],
  personal: accountsPersonal,
}
