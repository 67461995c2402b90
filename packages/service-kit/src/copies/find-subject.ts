import type { PersonSubject } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import { findByIdentifier, followAlias } from './people-store.js'

/** Whom a person token speaks for, by their current id; null while nobody, or more than one, is known by its user id. */
export async function findSubject(tx: Tx, subject: PersonSubject): Promise<string | null> {
  if ('profileId' in subject) return followAlias(tx, subject.profileId)
  const [found, ...others] = await findByIdentifier(tx, { type: 'user_id', value: subject.userId })
  return others.length > 0 ? null : (found ?? null)
}
