import { setTimer, type Tx } from '@polyphon/service-kit'
import { lockProfiles } from '../../people/store/profiles.js'
import { readCanonicalId, tryLockSubject } from '../../people/store/subjects.js'
import { tryHoldSegments } from '../../segments/store/segment-stamp.js'
import { MEMBERSHIP_TIMER, membershipTimerOf } from '../steps/membership-timer.js'
import { saveMembership } from '../steps/save-membership.js'

const AGAIN_MS = 50

/**
 * Makes hold what begins and ends of somebody's memberships as time has passed. It holds a timer that somebody who holds the
 * person may want to move, so it comes again rather than wait for them.
 */
export async function passMembership(tx: Tx, { profileId: givenId }: { readonly profileId: string }): Promise<void> {
  const profileId = await readCanonicalId(tx, givenId)
  if (profileId === null) return
  const isHeld = (await tryHoldSegments(tx)) && (await tryLockSubject(tx, profileId)) !== null
  if (!isHeld) return setTimer(tx, { kind: MEMBERSHIP_TIMER, ...membershipTimerOf(givenId, tx.soon(AGAIN_MS)) })
  const [person] = (await lockProfiles(tx, [profileId])).people
  if (person !== undefined) await saveMembership(tx, person, { accountKeys: null, because: 'time' })
}
