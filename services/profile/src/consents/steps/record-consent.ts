import type { Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import { type HeldConsent, heldFor } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import { isSame } from '../../people/domain/traits.js'
import { type ConsentEntry, isOther } from '../domain/consent-entry.js'
import { appendConsentChanged } from './append-consent-changed.js'
import { holdConsents } from './hold-consents.js'

/**
 * Writes a record into the ledger and makes hold what all records of its purpose come to now, with the segments that follow
 * from it. The person is locked, as they were before; answers what holds.
 */
export async function recordConsent(tx: Tx, before: Profile, entry: ConsentEntry): Promise<HeldConsent> {
  const { purpose } = entry
  const { profileId } = before
  const consents = await holdConsents(tx, before, [entry])
  const held = heldFor(consents, purpose)
  if (held === null) throw new Error('A purpose of which something is recorded was decided about.')
  const known = heldFor(before.consents, purpose)
  if (known !== null && isSame(known, held)) return held
  if (isOther(known, held)) appendConsentChanged(tx, { profileId, purpose, held })
  await saveWithComputed(tx, { ...before, consents }, { because: `consent:${purpose}`, consents: new Set([purpose]) })
  return held
}
