import { setTimer, type Tx } from '@polyphon/service-kit'
import { hasProfile, tryLockSubject } from '../../people/store/subjects.js'
import { reEvaluateSubjects } from '../steps/re-evaluate-subjects.js'
import { SEGMENT_UNTIL_TIMER, segmentUntilTimerOf } from '../steps/segment-until-timer.js'
import { tryHoldSegments } from '../store/segment-stamp.js'

const AGAIN_MS = 50

/**
 * Judges one segment of one person anew because time has passed; whoever was merged has been judged under their new id.
 * It holds a timer that somebody who holds the person may want to move, so it comes again rather than wait for them.
 */
export async function reEvaluatePerson(
  tx: Tx,
  { segment, profileId }: { readonly segment: string; readonly profileId: string },
): Promise<void> {
  const subject = (await tryHoldSegments(tx)) ? await tryLockSubject(tx, profileId) : null
  if (subject !== null) return reEvaluateSubjects(tx, [subject], { segment, because: 'time' })
  if (!(await hasProfile(tx, profileId))) return
  const dueAt = tx.soon(AGAIN_MS)
  await setTimer(tx, { kind: SEGMENT_UNTIL_TIMER, ...segmentUntilTimerOf(segment, profileId), dueAt })
}
