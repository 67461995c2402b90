import type { Tx } from '@polyphon/service-kit'
import { lockSegment, saveBackfill } from '../../segments/store/segment-backfills.js'
import { claimSegments, renewStamp } from '../../segments/store/segment-stamp.js'
import { backfillKeyOf, scheduleComputedBackfill } from '../steps/backfill-computed.js'
import { readComputedKeys, readComputedTrait } from '../store/computed-traits.js'

/** Has all computed traits worked out anew for everybody, as the workspace has other settings. */
export async function recomputeAll(tx: Tx): Promise<void> {
  const keys = await readComputedKeys(tx)
  if (keys.length === 0) return
  // Each in the order of whoever publishes one, and the claim behind all of them.
  for (const key of keys) {
    await lockSegment(tx, backfillKeyOf(key))
    await scheduleComputedBackfill(tx, key, 0)
  }
  await claimSegments(tx)
  for (const key of keys) {
    const trait = await readComputedTrait(tx, key)
    if (trait !== null) await saveBackfill(tx, { key: backfillKeyOf(key), version: trait.version, afterId: null })
  }
  await renewStamp(tx)
}
