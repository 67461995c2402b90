import { setTimers, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { EARLY_TIMER } from '../domain/timer-kinds.js'
import { applyOrderOutcomes } from '../steps/apply-order-outcomes.js'
import { takeEarlyOutcomesOfRun } from '../store/early-outcomes.js'
import { lockRunIfFree } from '../store/runs.js'

const AGAIN_MS = 500

/** Applies the early outcomes of a run once more: it may have given their orders in the moment in which they were kept. */
export async function retryEarlyOutcomes(tx: Tx, runId: string, library: Library): Promise<void> {
  const locked = await lockRunIfFree(tx, runId)
  if (locked === null) return
  if (locked === 'busy') {
    const dueAt = tx.soon(AGAIN_MS)
    return setTimers(tx, EARLY_TIMER, [{ key: runId, dueAt, data: {} }])
  }
  const outcomes = (await takeEarlyOutcomesOfRun(tx, runId)).map(({ stimulus }) => ({ runId, stimulus, tx }))
  await applyOrderOutcomes(tx, outcomes, library)
}
