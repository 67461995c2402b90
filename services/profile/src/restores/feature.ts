import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onProfileChanged } from './events/on-profile-changed.js'

/** What a database that was restored learns from its own log of the people whom it has. */
export const restores: Feature<ProfileDeps> = {
  consumers: { people: () => [onProfileChanged()] },
}
