import { setTimer, type Tx } from '@polyphon/service-kit'
import { lockProfiles } from '../../people/store/profiles.js'
import { readNextIds } from '../../people/store/subjects.js'
import { lockSegment, readBackfill, removeBackfill, saveBackfill } from '../../segments/store/segment-backfills.js'
import { findConcerned, readComputedTrait } from '../store/computed-traits.js'
import { COMPUTED_BACKFILL_TIMER } from './computed-timer.js'
import { saveRecomputed } from './save-with-computed.js'

const CHUNK = 500

/** Under which key the back-fill of a computed trait stands among those of segments, no key of which has a colon. */
export const backfillKeyOf = (key: string): string => `computed:${key}`

/** Sets the timer that goes on with the back-fill of a computed trait. */
export const scheduleComputedBackfill = (tx: Tx, key: string, afterMs: number): Promise<void> =>
  setTimer(tx, { kind: COMPUTED_BACKFILL_TIMER, key, dueAt: tx.soon(afterMs), data: {} })

/** Works out the newest version of a computed trait for the next five hundred people; answers whether that is done for everybody. */
export async function backfillComputed(tx: Tx, key: string): Promise<boolean> {
  await lockSegment(tx, backfillKeyOf(key))
  return backfillNext(tx, key)
}

/** The same for whoever holds the back-fill. */
export async function backfillNext(tx: Tx, key: string): Promise<boolean> {
  const backfill = await readBackfill(tx, backfillKeyOf(key))
  const trait = backfill === null ? null : await readComputedTrait(tx, key)
  if (backfill === null || trait === null) return true
  const ids = await readNextIds(tx, { afterId: backfill.afterId, limit: CHUNK })
  const { people } = await lockProfiles(tx, await findConcerned(tx, trait, ids))
  const because = `computed_trait:${key}:${backfill.version}`
  await saveRecomputed(tx, people, { because, traits: new Set([key]) })
  const last = ids.at(-1)
  if (last === undefined || ids.length < CHUNK) {
    await removeBackfill(tx, backfillKeyOf(key))
    return true
  }
  await saveBackfill(tx, { ...backfill, afterId: last })
  await scheduleComputedBackfill(tx, key, 0)
  return false
}
