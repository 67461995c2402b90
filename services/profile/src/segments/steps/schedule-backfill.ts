import { setTimer, type Tx } from '@polyphon/service-kit'

export const BACKFILL_TIMER = 'segment-backfill'

/** Sets the timer that goes on with a back-fill. */
export function scheduleBackfill(tx: Tx, key: string, afterMs: number): Promise<void> {
  const dueAt = tx.soon(afterMs)
  return setTimer(tx, { kind: BACKFILL_TIMER, key, dueAt, data: {} })
}
