import type { Tx } from '@polyphon/service-kit'
import type { PersonSubject } from '@polyphon/values'
import type { Profile } from '../../people/domain/profile.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readIdOfUser } from '../../people/store/subjects.js'
import { getProfile } from './get-profile.js'

/** The person that a token speaks for, as they are now. */
export async function getContext(tx: Tx, subject: PersonSubject): Promise<Profile> {
  if ('profileId' in subject) return getProfile(tx, subject.profileId)
  const profileId = await readIdOfUser(tx, subject.userId)
  if (profileId === null) throw profileUnknown()
  return getProfile(tx, profileId)
}
