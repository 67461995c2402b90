import type { Tx } from '@polyphon/service-kit'
import { scheduleBackfill } from '../steps/schedule-backfill.js'
import { lockSegment, saveBackfill } from '../store/segment-backfills.js'
import { claimSegments, renewStamp } from '../store/segment-stamp.js'
import { readKeysOfPurpose, readSegment } from '../store/segments.js'

/** Has everybody evaluated by the segments of a purpose, of which the workspace has decided anew whether it needs consent. */
export async function reEvaluatePurpose(tx: Tx, purpose: string): Promise<void> {
  const keys = await readKeysOfPurpose(tx, purpose)
  if (keys.length === 0) return
  // Each in the order of whoever publishes one, and the claim behind all of them: publishers hold theirs while they wait for it.
  for (const key of keys) {
    await lockSegment(tx, key)
    await scheduleBackfill(tx, key, 0)
  }
  await claimSegments(tx)
  for (const key of keys) {
    const segment = await readSegment(tx, key)
    if (segment !== null) await saveBackfill(tx, { key, version: segment.version, afterId: null })
  }
  await renewStamp(tx)
}
