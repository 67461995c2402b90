import { AppError, type Tx } from '@polyphon/service-kit'
import { readCanonicalId } from '../store/subjects.js'

export const profileUnknown = (): AppError => new AppError('missing', 'profile_unknown', 'There is no such profile.')

/** The id that an id stands for now; an unknown one and one of another workspace are refused alike. */
export async function requireProfileId(tx: Tx, profileId: string): Promise<string> {
  const canonicalId = await readCanonicalId(tx, profileId)
  if (canonicalId === null) throw profileUnknown()
  return canonicalId
}
