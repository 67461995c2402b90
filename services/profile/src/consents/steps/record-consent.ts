import type { Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import { type HeldConsent, heldFor } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import { type ConsentEntry, foldDecisions, isOther } from '../domain/consent-entry.js'
import { insertEntries, readDecisions } from '../store/consent-entries.js'
import { appendConsentChanged } from './append-consent-changed.js'
import { setExpiryTimer } from './expiry-timer.js'

/**
 * Writes a record into the ledger and makes hold what all records of its purpose come to now, with the segments that follow
 * from it. The person is locked, as they were before; answers what holds.
 */
export async function recordConsent(tx: Tx, before: Profile, entry: ConsentEntry): Promise<HeldConsent> {
  const { purpose } = entry
  const { profileId } = before
  await insertEntries(tx, [entry])
  const held = foldDecisions(await readDecisions(tx, [profileId, ...before.absorbedIds], purpose), tx.now)
  if (held === null) throw new Error('A purpose of which something is recorded was decided about.')
  const known = heldFor(before.consents, purpose)
  if (held.expiresAt !== undefined) await setExpiryTimer(tx, { profileId, purpose, dueAt: new Date(held.expiresAt) })
  if (known !== null && isSame(known, held)) return held
  if (isOther(known, held)) appendConsentChanged(tx, { profileId, purpose, held })
  const person = { ...before, consents: { ...before.consents, [purpose]: held } }
  await saveWithComputed(tx, person, { because: `consent:${purpose}`, consents: new Set([purpose]) })
  return held
}
