import type { Tx } from '@polyphon/service-kit'
import type { PersonSubject } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'
import { profileOfSubject } from '../../people/steps/profile-of-subject.js'
import { getProfile } from './get-profile.js'

/** The person that a token speaks for, as they are now. */
export async function getContext(tx: Tx, subject: PersonSubject): Promise<Profile> {
  return getProfile(tx, 'profileId' in subject ? subject.profileId : await profileOfSubject(tx, subject))
}
