import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { contextRoutes } from './http/context.js'
import { identifierRoutes } from './http/identifiers.js'
import { importPeople } from './http/import-people.js'
import { profileChangeRoutes } from './http/profile-changes.js'
import { profileRoutes } from './http/profiles.js'
import { sharedIdentifierRoutes } from './http/shared-identifiers.js'
import { normalFormTimer } from './timers/normal-form.js'

/** The profiles of people as the API reads and changes them, and what a change of a person brings about. */
export const profiles: Feature<ProfileDeps> = {
  routes: [profileRoutes, profileChangeRoutes, identifierRoutes, sharedIdentifierRoutes, contextRoutes],
  imports: [importPeople],
  timers: [normalFormTimer],
}
