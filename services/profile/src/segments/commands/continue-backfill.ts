import type { Tx } from '@polyphon/service-kit'
import { AGAIN_MS, type BackfillDeps, evaluateNext, findNext } from '../steps/backfill-segment.js'
import { scheduleBackfill } from '../steps/schedule-backfill.js'
import { tryLockSegment } from '../store/segment-backfills.js'
import { tryHoldSegments } from '../store/segment-stamp.js'

/** Goes on with a back-fill for a timer, which comes again rather than wait for somebody who may want to move it. */
export async function continueBackfill(tx: Tx, key: string, deps: BackfillDeps): Promise<void> {
  if (!(await tryLockSegment(tx, key))) return scheduleBackfill(tx, key, AGAIN_MS)
  const found = await findNext(tx, key, deps)
  if (found === null) return
  // Held only now: publishers wait for whoever holds the segments, and the ingest waits behind them.
  if (await tryHoldSegments(tx)) await evaluateNext(tx, key, found)
  else await scheduleBackfill(tx, key, AGAIN_MS)
}
