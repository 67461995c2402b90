import type { Tx } from '@polyphon/service-kit'
import type { HeldConsents } from '../../people/domain/consent.js'
import { foldDecisions } from '../domain/consent-entry.js'
import { readDecisions, readPurposesOf } from '../store/consent-entries.js'

/** What the records under these ids come to: now, or what those came to at a moment that were known then. */
export async function foldConsents(
  tx: Tx,
  profileIds: readonly string[],
  at: Date | null = null,
): Promise<HeldConsents> {
  const held: [string, HeldConsents[string]][] = []
  for (const purpose of await readPurposesOf(tx, profileIds)) {
    const folded = foldDecisions(await readDecisions(tx, profileIds, purpose, at), at ?? tx.now)
    if (folded !== null) held.push([purpose, folded])
  }
  return Object.fromEntries(held)
}
