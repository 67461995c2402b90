import { setTimer, type Tx } from '@polyphon/service-kit'
import { lockProfiles } from '../../people/store/profiles.js'
import { hasProfile, tryLockSubject } from '../../people/store/subjects.js'
import { tryHoldSegments } from '../../segments/store/segment-stamp.js'
import { COMPUTED_UNTIL_TIMER, computedUntilTimerOf } from '../steps/computed-timer.js'
import { saveRecomputed } from '../steps/save-with-computed.js'

const AGAIN_MS = 50

/**
 * Works out a computed trait of one person anew because time has passed; whoever was merged has been looked at under their
 * new id. It holds a timer that somebody who holds the person may want to move, so it comes again rather than wait.
 */
export async function recomputePerson(
  tx: Tx,
  { trait, profileId }: { readonly trait: string; readonly profileId: string },
): Promise<void> {
  const subject = (await tryHoldSegments(tx)) ? await tryLockSubject(tx, profileId) : null
  if (subject !== null) {
    const { people } = await lockProfiles(tx, [profileId])
    return saveRecomputed(tx, people, { because: 'time', traits: new Set([trait]) })
  }
  if (!(await hasProfile(tx, profileId))) return
  const dueAt = tx.soon(AGAIN_MS)
  await setTimer(tx, { kind: COMPUTED_UNTIL_TIMER, ...computedUntilTimerOf(trait, profileId), dueAt })
}
