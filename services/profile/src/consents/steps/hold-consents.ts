import type { Tx } from '@polyphon/service-kit'
import type { HeldConsents } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import { type ConsentEntry, foldDecisions } from '../domain/consent-entry.js'
import { insertEntries, readDecisions } from '../store/consent-entries.js'
import { setExpiryTimer } from './expiry-timer.js'

/** Writes records into the ledger, and answers what holds for somebody then. They are locked. */
export async function holdConsents(
  tx: Tx,
  { profileId, absorbedIds, consents }: Pick<Profile, 'profileId' | 'absorbedIds' | 'consents'>,
  entries: readonly ConsentEntry[],
): Promise<HeldConsents> {
  await insertEntries(tx, entries)
  let held = consents
  for (const purpose of new Set(entries.map((entry) => entry.purpose))) {
    const folded = foldDecisions(await readDecisions(tx, [profileId, ...absorbedIds], purpose), tx.now)
    if (folded === null) continue
    if (folded.expiresAt !== undefined)
      await setExpiryTimer(tx, { profileId, purpose, dueAt: new Date(folded.expiresAt) })
    held = { ...held, [purpose]: folded }
  }
  return held
}
