import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { deletedEventRoutes } from './http/events.js'
import { profileRoute } from './http/profile.js'
import { traitHistoryRoutes } from './http/trait-history.js'

/** What was known of people, since when and by what, and events that are no part of it. */
export const history: Feature<ProfileDeps> = { routes: [profileRoute, traitHistoryRoutes, deletedEventRoutes] }
