import { AppError, type Tx } from '@polyphon/service-kit'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import type { Restriction } from '../domain/restriction.js'
import { readRestriction } from '../store/restrictions.js'

/** What was asked for last of somebody, by the id that they have now. Throws `profile_unknown` and `restriction_unknown` (404). */
export async function getRestriction(tx: Tx, anyId: string): Promise<Restriction> {
  const person = await readProfile(tx, anyId)
  if (person === null) throw profileUnknown()
  const last = await readRestriction(tx, person)
  if (last !== null) return last
  throw new AppError('missing', 'restriction_unknown', 'Nobody has ever restricted what is known of this person.')
}
