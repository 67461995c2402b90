import type { Tx } from '@polyphon/service-kit'
import type { Profile } from '../domain/profile.js'
import { readProfiles } from '../store/profile-snapshots.js'
import { profileUnknown, requireProfileId } from './require-profile-id.js'

/** A person by any id they ever had, as they are now. */
export async function getProfile(tx: Tx, profileId: string): Promise<Profile> {
  const [profile] = await readProfiles(tx, [await requireProfileId(tx, profileId)])
  if (profile === undefined) throw profileUnknown()
  return profile
}
