import { profileChanged, topicNames } from '@polyphon/contracts'
import type { Feature } from '@polyphon/service-kit'
import { inLog } from '@polyphon/service-kit/personal'
import type { ProfileDeps } from '../config.js'
import { peoplePersonal } from './personal.js'

/** Who somebody is: identifiers that lead to people, and what is known of them. */
export const people: Feature<ProfileDeps> = {
  // Of who was absorbed a record names the survivor.
  elsewhere: [
    inLog('profile', 'profile_id', { definition: profileChanged, topic: topicNames.people, keyOf: (id) => id }),
    inLog('profile_alias', 'old_id', { definition: profileChanged, topic: topicNames.people, keyOf: (id) => id }),
  ],
  personal: peoplePersonal,
}
