import { AppError, type Tx } from '@polyphon/service-kit'
import { findSubject, followAlias } from '@polyphon/service-kit/copies'
import type { PersonSubject } from '@polyphon/values'

/** The person whom a person token speaks for. */
export async function findTokenProfile(tx: Tx, subject: PersonSubject): Promise<string> {
  const profileId = await findSubject(tx, subject)
  if (profileId === null) throw new AppError('missing', 'person_unknown', 'Nobody with this user id is known here yet.')
  return profileId
}

/** Refuses a person token that is used for another person. */
export async function assertTokenProfile(tx: Tx, subject: PersonSubject, profileId: string): Promise<void> {
  if ((await findTokenProfile(tx, subject)) === (await followAlias(tx, profileId))) return
  throw new AppError('forbidden', 'not_own_profile', 'A person token is good for the person’s own data only.')
}
