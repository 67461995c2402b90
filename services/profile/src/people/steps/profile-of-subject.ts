import { AppError, type Tx } from '@polyphon/service-kit'
import type { PersonSubject } from '@polyphon/values'
import { readCanonicalId, readIdOfUser } from '../store/subjects.js'
import { profileUnknown, requireProfileId } from './require-profile-id.js'

/** The person whom a person token speaks for, by the id that they have now. Throws 404 `profile_unknown` for nobody. */
export async function profileOfSubject(tx: Tx, subject: PersonSubject): Promise<string> {
  if ('profileId' in subject) return requireProfileId(tx, subject.profileId)
  const profileId = await readIdOfUser(tx, subject.userId)
  if (profileId === null) throw profileUnknown()
  return profileId
}

/** Refuses a person token that is used for somebody else: 403 `not_own_profile`. */
export async function assertOwnProfile(tx: Tx, subject: PersonSubject, profileId: string): Promise<void> {
  if ((await profileOfSubject(tx, subject)) === (await readCanonicalId(tx, profileId))) return
  throw new AppError('forbidden', 'not_own_profile', 'A person token is good for the person’s own data only.')
}
