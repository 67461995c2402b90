import type { Tx } from '@polyphon/service-kit'
import { heldFor } from '../../people/domain/consent.js'
import type { PersonChange } from '../../people/domain/person-change.js'
import type { ConsentEntry } from '../domain/consent-entry.js'
import { isOther } from '../domain/consent-entry.js'
import { type MergedConsent, mergedConsents } from '../domain/merged-consents.js'
import { insertEntries } from '../store/consent-entries.js'
import { appendConsentChanged } from './append-consent-changed.js'

/**
 * Records what merges came to where both sides had decided about a purpose, and appends what holds anew for whoever
 * survives. What holds was joined with the rest of the person; the records of both stay as they are.
 */
export async function mergeConsents(tx: Tx, changes: readonly PersonChange[]): Promise<void> {
  const merges = changes.filter(({ absorptions }) => absorptions.length > 0)
  await insertEntries(
    tx,
    merges.flatMap(({ before, after, absorptions }) =>
      mergedConsents(
        before?.consents ?? {},
        absorptions.map(({ absorbed }) => absorbed),
      ).map((merged) => entryOf(tx, after.profileId, merged)),
    ),
  )
  for (const { before, after } of merges)
    for (const [purpose, held] of Object.entries(after.consents))
      if (isOther(heldFor(before?.consents ?? {}, purpose), held))
        appendConsentChanged(tx, { profileId: after.profileId, purpose, held })
}

const entryOf = (tx: Tx, profileId: string, { purpose, absorbedId, held }: MergedConsent): ConsentEntry => ({
  entryId: tx.newId(),
  originId: profileId,
  purpose,
  state: held.state,
  proof: null,
  noticeHash: null,
  source: 'merge',
  isVouched: held.isVouched,
  identifier: null,
  absorbedId,
  isConflict: held.conflict === true,
  occurredAt: new Date(held.occurredAt),
  recordedAt: tx.now,
  expiresAt: held.expiresAt === undefined ? null : new Date(held.expiresAt),
})
