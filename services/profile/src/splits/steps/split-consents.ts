import type { Tx } from '@polyphon/service-kit'
import { isOther } from '../../consents/domain/consent-entry.js'
import { appendConsentChanged } from '../../consents/steps/append-consent-changed.js'
import { setExpiryTimer } from '../../consents/steps/expiry-timer.js'
import { moveEntries } from '../../consents/store/consent-entries.js'
import { type HeldConsents, heldFor } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import { type Partition, sideOf } from '../domain/partition.js'

/** Gives each side its records of what it had said to purposes: those under its ids, and those for identifiers of its own. */
export async function moveConsents(tx: Tx, partition: Partition, newId: string): Promise<void> {
  await moveEntries(tx, {
    from: partition.root,
    to: newId,
    isTheirs: (identifier) => sideOf(partition, { profileId: partition.root, identifiers: [identifier] }) === 'goes',
  })
}

/** Appends what holds of one side otherwise than it did for both, and looks again when a grant ends. */
export async function appendConsents(
  tx: Tx,
  { profileId, consents }: Pick<Profile, 'profileId' | 'consents'>,
  before: HeldConsents,
): Promise<void> {
  for (const [purpose, held] of Object.entries(consents)) {
    if (isOther(heldFor(before, purpose), held)) appendConsentChanged(tx, { profileId, purpose, held })
    if (held.expiresAt !== undefined) await setExpiryTimer(tx, { profileId, purpose, dueAt: new Date(held.expiresAt) })
  }
}
