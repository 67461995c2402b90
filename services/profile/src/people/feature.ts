import type { Feature } from '@polyphon/service-kit'
import type { ProfileDeps } from '../config.js'
import { onProfileChanged } from './events/on-profile-changed.js'
import { peoplePersonal } from './personal.js'

/** Who somebody is: identifiers that lead to people, and what is known of them. */
export const people: Feature<ProfileDeps> = {
  consumers: { people: () => [onProfileChanged()] },
  personal: peoplePersonal,
}
