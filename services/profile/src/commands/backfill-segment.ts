import { setTimer, type Tx } from '@polyphon/service-kit'
import { compileSegment } from '../domain/segment.js'
import { lockBackfill, removeBackfill, saveBackfill } from '../store/segment-backfills.js'
import { findMissorted } from '../store/segment-sql.js'
import { readSegment } from '../store/segments.js'
import { lockNextSubjects, type Subject } from '../store/subjects.js'
import { sortSubjects } from './sort-subjects.js'

export const BACKFILL_TIMER = 'segment-backfill'

const CHUNK = 500

/** Sorts the next five hundred people by the newest version of a segment; answers whether everybody has been looked at. */
export async function backfillSegment(tx: Tx, key: string): Promise<boolean> {
  const backfill = await lockBackfill(tx, key)
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
  await setTimer(tx, { kind: BACKFILL_TIMER, key, dueAt: tx.now, data: {} })
  return false
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
