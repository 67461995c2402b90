import type { Tx } from '@polyphon/service-kit'
import { consentAt } from '@polyphon/values'
import { heldFor } from '../../people/domain/consent.js'
import { lockProfiles } from '../../people/store/profiles.js'
import { readCanonicalId, tryLockSubject } from '../../people/store/subjects.js'
import { tryHoldSegments } from '../../segments/store/segment-stamp.js'
import { setExpiryTimer } from '../steps/expiry-timer.js'
import { recordConsent } from '../steps/record-consent.js'

const AGAIN_MS = 50

/**
 * Lets a grant end that has expired; one that was renewed or taken back meanwhile is left alone. It holds a timer that
 * somebody who holds the person may want to move, so it comes again rather than wait for them.
 */
export async function expireConsent(
  tx: Tx,
  { profileId: givenId, purpose }: { readonly profileId: string; readonly purpose: string },
): Promise<void> {
  const profileId = await readCanonicalId(tx, givenId)
  if (profileId === null) return
  const isHeld = (await tryHoldSegments(tx)) && (await tryLockSubject(tx, profileId)) !== null
  if (!isHeld) return setExpiryTimer(tx, { profileId: givenId, purpose, dueAt: tx.soon(AGAIN_MS) })
  const [person] = (await lockProfiles(tx, [profileId])).people
  const held = person === undefined ? null : heldFor(person.consents, purpose)
  if (person === undefined || held?.state !== 'granted' || consentAt(person.consents, purpose, tx.now) !== 'expired')
    return
  await recordConsent(tx, person, {
    entryId: tx.newId(),
    originId: profileId,
    purpose,
    state: 'expired',
    proof: null,
    noticeHash: null,
    source: 'expiry',
    isVouched: held.isVouched,
    identifier: null,
    absorbedId: null,
    isConflict: false,
    occurredAt: held.expiresAt === undefined ? tx.now : new Date(held.expiresAt),
    recordedAt: tx.now,
    expiresAt: null,
  })
}
