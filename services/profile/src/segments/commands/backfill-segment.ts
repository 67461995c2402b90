import { AppError, type Deps, type Tx } from '@polyphon/service-kit'
import { lockSubjects, readNextIds } from '../../people/store/subjects.js'
import { compileSegment, type Segment } from '../domain/segment.js'
import { reEvaluateSubjects } from '../steps/re-evaluate-subjects.js'
import { scheduleBackfill } from '../steps/schedule-backfill.js'
import {
  type Backfill,
  lockSegment,
  readBackfill,
  removeBackfill,
  saveBackfill,
  tryLockSegment,
} from '../store/segment-backfills.js'
import { findMissorted } from '../store/segment-sql.js'
import { tryHoldSegments } from '../store/segment-stamp.js'
import { readSegment } from '../store/segments.js'

const CHUNK = 500
const SCANNED_AT_ONCE = 250
const AGAIN_MS = 50

/** Where whole histories are read: on connections of their own, while no person is locked. */
export type BackfillDeps = Pick<Deps, 'db'>

/** Evaluates the newest version of a segment for the next five hundred people; answers whether everybody has been looked at. */
export async function backfillSegment(tx: Tx, key: string, deps: BackfillDeps): Promise<boolean> {
  await lockSegment(tx, key)
  const found = await findNext(tx, key, deps)
  return found === null || sortNext(tx, key, found)
}

/** The same for a timer, which comes again rather than wait for somebody who may want to move it. */
export async function continueBackfill(tx: Tx, key: string, deps: BackfillDeps): Promise<void> {
  if (!(await tryLockSegment(tx, key))) return scheduleBackfill(tx, key, AGAIN_MS)
  const found = await findNext(tx, key, deps)
  if (found === null) return
  // Held only now: publishers wait for whoever holds the segments, and the ingest waits behind them.
  if (await tryHoldSegments(tx)) await sortNext(tx, key, found)
  else await scheduleBackfill(tx, key, AGAIN_MS)
}

interface Found {
  readonly backfill: Backfill
  /** The next people by their ids. */
  readonly ids: readonly string[]
  /** Those of them who have to be judged one by one; null for now when too many others do the same. */
  readonly toSort: readonly string[] | null
}

/** Looks for the next people whom the newest version moves; null when everybody has been looked at. */
async function findNext(tx: Tx, key: string, deps: BackfillDeps): Promise<Found | null> {
  const backfill = await readBackfill(tx, key)
  if (backfill === null) return null
  const segment = await readSegment(tx, key)
  const ids = await readNextIds(tx, { afterId: backfill.afterId, limit: CHUNK })
  // Where the clock plays a part everybody is looked at, because those who stay need a timer too.
  if (segment === null || compileSegment(segment).dependsOn.time) return { backfill, ids, toSort: ids }
  return { backfill, ids, toSort: await missortedOf(tx, segment, ids, deps) }
}

async function missortedOf(
  { workspaceId }: Tx,
  segment: Segment,
  ids: readonly string[],
  { db }: BackfillDeps,
): Promise<readonly string[] | null> {
  const missorted: string[] = []
  const open = [ids]
  for (let some = open.pop(); some !== undefined; some = open.pop()) {
    const part = some.slice(0, SCANNED_AT_ONCE)
    if (part.length < some.length) open.push(some.slice(part.length))
    try {
      missorted.push(...(await db.transact(workspaceId, (scan) => findMissorted(scan, segment, part), { scans: true })))
    } catch (error) {
      const code = error instanceof AppError ? error.code : null
      if (code === 'questions_busy') return null
      if (code !== 'question_too_costly') throw error
      // Fewer at once; one alone is judged as after an event.
      if (part.length === 1) missorted.push(...part)
      else open.push(part.slice(part.length >> 1), part.slice(0, part.length >> 1))
    }
  }
  return missorted
}

async function sortNext(tx: Tx, key: string, { backfill, ids, toSort }: Found): Promise<boolean> {
  if (toSort === null) {
    await scheduleBackfill(tx, key, AGAIN_MS)
    return false
  }
  const people = await lockSubjects(tx, toSort)
  await reEvaluateSubjects(tx, people, { segment: key, because: `segment:${key}:${backfill.version}` })
  const last = ids.at(-1)
  if (last === undefined || ids.length < CHUNK) {
    await removeBackfill(tx, key)
    return true
  }
  await saveBackfill(tx, { ...backfill, afterId: last })
  await scheduleBackfill(tx, key, 0)
  return false
}
