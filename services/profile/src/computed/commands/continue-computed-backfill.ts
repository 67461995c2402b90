import type { Tx } from '@polyphon/service-kit'
import { tryLockSegment } from '../../segments/store/segment-backfills.js'
import { tryHoldSegments } from '../../segments/store/segment-stamp.js'
import { backfillKeyOf, backfillNext, scheduleComputedBackfill } from '../steps/backfill-computed.js'

const AGAIN_MS = 50

/** Goes on with a back-fill for a timer, which comes again rather than wait for somebody who may want to move it. */
export async function continueComputedBackfill(tx: Tx, key: string): Promise<void> {
  const isHeld = (await tryLockSegment(tx, backfillKeyOf(key))) && (await tryHoldSegments(tx))
  if (isHeld) await backfillNext(tx, key)
  else await scheduleComputedBackfill(tx, key, AGAIN_MS)
}
