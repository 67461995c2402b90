import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'
import { importPermissions, importSuppressions } from './http/import-contacts.js'
import { permissionRoutes } from './http/permissions.js'
import { suppressionRoutes } from './http/suppressions.js'
import { permissionsPersonal } from './personal.js'
import { normalFormTimer } from './timers/normal-form.js'

/** What people allow, with its proof, and the addresses that nothing is sent to. */
export const permissions: Feature<MessagingDeps> = {
  routes: [permissionRoutes, suppressionRoutes],
  imports: [() => importPermissions, () => importSuppressions],
  timers: [normalFormTimer],
  personal: permissionsPersonal,
}
