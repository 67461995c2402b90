import { dependencies } from '@polyphon/conditions'
import { AppError, type Deps, type Tx } from '@polyphon/service-kit'
import type { PurposeRules } from '@polyphon/values'
import { readPurposeRules } from '../../people/store/purpose-rules.js'
import { lockSubjects, readNextIds } from '../../people/store/subjects.js'
import type { Segment } from '../domain/segment.js'
import { type Backfill, lockSegment, readBackfill, removeBackfill, saveBackfill } from '../store/segment-backfills.js'
import { findMisplaced } from '../store/segment-sql.js'
import { readSegment } from '../store/segments.js'
import { reEvaluateSubjects } from './re-evaluate-subjects.js'
import { scheduleBackfill } from './schedule-backfill.js'

const CHUNK = 500
const SCANNED_AT_ONCE = 250
export const AGAIN_MS = 50

/** Where whole histories are read: on connections of their own, while no person is locked. */
export type BackfillDeps = Pick<Deps, 'db'>

/** Evaluates the newest version of a segment for the next five hundred people; answers whether everybody has been looked at. */
export async function backfillSegment(tx: Tx, key: string, deps: BackfillDeps): Promise<boolean> {
  await lockSegment(tx, key)
  const found = await findNext(tx, key, deps)
  return found === null || evaluateNext(tx, key, found)
}

/** The next people of a back-fill. */
export interface NextPeople {
  readonly backfill: Backfill
  /** The next people by their ids. */
  readonly ids: readonly string[]
  /** Those of them who have to be judged one by one; null for now when too many others do the same. */
  readonly toEvaluate: readonly string[] | null
}

/** Looks for the next people whom the newest version moves; null when everybody has been looked at. */
export async function findNext(tx: Tx, key: string, deps: BackfillDeps): Promise<NextPeople | null> {
  const backfill = await readBackfill(tx, key)
  if (backfill === null) return null
  const segment = await readSegment(tx, key)
  const ids = await readNextIds(tx, { afterId: backfill.afterId, limit: CHUNK })
  // Where the clock plays a part everybody is looked at, because those who stay need a timer too.
  if (segment === null || dependencies(segment.condition).time) return { backfill, ids, toEvaluate: ids }
  const rules = await readPurposeRules(tx)
  return { backfill, ids, toEvaluate: await misplacedOf(tx, segment, { ids, rules }, deps) }
}

async function misplacedOf(
  { workspaceId }: Tx,
  segment: Segment,
  { ids, rules }: { readonly ids: readonly string[]; readonly rules: PurposeRules },
  { db }: BackfillDeps,
): Promise<readonly string[] | null> {
  const misplaced: string[] = []
  const open = [ids]
  for (let some = open.pop(); some !== undefined; some = open.pop()) {
    const part = some.slice(0, SCANNED_AT_ONCE)
    if (part.length < some.length) open.push(some.slice(part.length))
    try {
      const find = (scan: Tx) => findMisplaced(scan, segment, { profileIds: part, rules })
      misplaced.push(...(await db.transact(workspaceId, find, { scans: true })))
    } catch (error) {
      const code = error instanceof AppError ? error.code : null
      if (code === 'questions_busy') return null
      if (code !== 'question_too_costly') throw error
      // Fewer at once; one alone is judged as after an event.
      if (part.length === 1) misplaced.push(...part)
      else open.push(part.slice(part.length >> 1), part.slice(0, part.length >> 1))
    }
  }
  return misplaced
}

/** Evaluates the next people; answers whether they were the last. */
export async function evaluateNext(tx: Tx, key: string, { backfill, ids, toEvaluate }: NextPeople): Promise<boolean> {
  if (toEvaluate === null) {
    await scheduleBackfill(tx, key, AGAIN_MS)
    return false
  }
  const people = await lockSubjects(tx, toEvaluate)
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
