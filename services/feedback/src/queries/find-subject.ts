import { findByIdentifier, followAlias, type PersonSubject, type Tx } from '@polyphon/service-kit'

/** Whom a person token speaks for; null while nobody, or more than one, is known by the user id in it. */
export async function findSubject(tx: Tx, subject: PersonSubject): Promise<string | null> {
  if ('profileId' in subject) return followAlias(tx, subject.profileId)
  const [found, ...others] = await findByIdentifier(tx, { type: 'user_id', value: subject.userId })
  return others.length > 0 ? null : (found ?? null)
}
