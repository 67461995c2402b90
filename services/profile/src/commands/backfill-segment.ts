import { setTimer, type Tx } from '@polyphon/service-kit'
import { compileSegment } from '../domain/segment.js'
import { lockSegment, readBackfill, removeBackfill, saveBackfill, tryLockSegment } from '../store/segment-backfills.js'
import { findMissorted } from '../store/segment-sql.js'
import { tryHoldSegments } from '../store/segment-stamp.js'
import { readSegment } from '../store/segments.js'
import { lockNextSubjects, type Subject } from '../store/subjects.js'
import { sortSubjects } from './sort-subjects.js'

export const BACKFILL_TIMER = 'segment-backfill'

const CHUNK = 500
const AGAIN_MS = 50

/** Sorts the next five hundred people by the newest version of a segment; answers whether everybody has been looked at. */
export async function backfillSegment(tx: Tx, key: string): Promise<boolean> {
  await lockSegment(tx, key)
  return sortNext(tx, key)
}

/** The same for a timer, which comes again rather than wait for somebody who may want to move it. */
export async function continueBackfill(tx: Tx, key: string): Promise<void> {
  if ((await tryHoldSegments(tx)) && (await tryLockSegment(tx, key))) await sortNext(tx, key)
  else await comeAgain(tx, key, AGAIN_MS)
}

async function sortNext(tx: Tx, key: string): Promise<boolean> {
  const backfill = await readBackfill(tx, key)
  if (backfill === null) return true
  const people = await lockNextSubjects(tx, { afterId: backfill.afterId, limit: CHUNK })
  const missorted = await keepMissorted(tx, key, people)
  await sortSubjects(tx, missorted, { segment: key, because: `segment:${key}:${backfill.version}` })
  const last = people.at(-1)
  if (last === undefined || people.length < CHUNK) {
    await removeBackfill(tx, key)
    return true
  }
  await saveBackfill(tx, { ...backfill, afterId: last.profileId })
  await comeAgain(tx, key, 0)
  return false
}

/** Sets the timer that goes on with a back-fill. */
export function comeAgain(tx: Tx, key: string, afterMs: number): Promise<void> {
  const dueAt = new Date(tx.now.getTime() + afterMs)
  return setTimer(tx, { kind: BACKFILL_TIMER, key, dueAt, data: {} })
}

// One statement finds whom the new version moves. Where the clock plays a part everybody is looked at, because those who
// stay need a timer too.
async function keepMissorted(tx: Tx, key: string, people: readonly Subject[]): Promise<readonly Subject[]> {
  const segment = await readSegment(tx, key)
  if (segment === null || compileSegment(segment).dependsOn.time) return people
  const ids = people.map(({ profileId }) => profileId)
  const missorted = await findMissorted(tx, segment, ids)
  return people.filter(({ profileId }) => missorted.has(profileId))
}
