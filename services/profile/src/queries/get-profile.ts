import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../domain/profile.js'
import { readProfile } from '../store/profiles.js'
import { profileUnknown } from './require-profile-id.js'

/** A person by any id they ever had, as they are now. */
export async function getProfile(tx: Tx, profileId: string): Promise<Profile> {
  const profile = await readProfile(tx, profileId)
  if (profile === null) throw profileUnknown()
  return profile
}
