import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'

/** A person by any id they ever had, as they are now. */
export async function getProfile(tx: Tx, profileId: string): Promise<Profile> {
  const profile = await readProfile(tx, profileId)
  if (profile === null) throw profileUnknown()
  return profile
}
