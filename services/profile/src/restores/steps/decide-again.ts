import type { Tx } from '@polyphon/service-kit'
import { saveWithComputed } from '../../computed/steps/save-with-computed.js'
import type { ConsentEntry } from '../../consents/domain/consent-entry.js'
import { holdConsents } from '../../consents/steps/hold-consents.js'
import type { Profile } from '../../people/domain/profile.js'
import { changeRestriction } from '../../restrictions/steps/change-restriction.js'
import type { Missed } from '../domain/missed.js'

/**
 * Makes hold again what somebody had decided since the backup, as far as it was published, and appends them as they are
 * then. Of two decisions the one holds that would have held if both had come in their order. They are locked.
 */
export async function decideAgain(tx: Tx, person: Profile, missed: readonly Missed[]): Promise<void> {
  const entries = missed.flatMap(({ consents }) => consents.map((decision) => entryOf(tx, person.profileId, decision)))
  const consents = await holdConsents(tx, person, entries)
  const after = { ...person, consents }
  const restricted = missed.findLast((decision) => decision.restricted !== null)?.restricted ?? null
  if (restricted === null)
    await saveWithComputed(tx, after, { because: 'restored', consents: new Set(entries.map(({ purpose }) => purpose)) })
  else await changeRestriction(tx, after, { restricted, reason: null })
}

/** What holds was published without its proof; nobody who is not known can have the last word over it. */
function entryOf(tx: Tx, originId: string, { purpose, consent }: Missed['consents'][number]): ConsentEntry {
  const { state, occurredAt, expiresAt, conflict } = consent
  return {
    entryId: tx.newId(),
    originId,
    purpose,
    state,
    proof: null,
    noticeHash: null,
    source: 'restored',
    isVouched: true,
    identifier: null,
    absorbedId: null,
    isConflict: conflict === true,
    occurredAt: new Date(occurredAt),
    recordedAt: tx.now,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  }
}
