import { setTimers, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { EARLY_TIMER } from '../domain/timer-kinds.js'
import { applyOrderOutcomes, type ReceivedOutcome } from '../steps/apply-order-outcomes.js'

export type { ReceivedOutcome } from '../steps/apply-order-outcomes.js'

const RETRY_AFTER_MS = 10_000

/**
 * Handles what became of orders: receipts of messages, surveys sent out and answered. An outcome can come before its order
 * only after this database was restored: the log is read again from an earlier offset, and the run has not got so far yet.
 * Nobody will publish that outcome once more, so it is kept until the run gives the order.
 */
export async function handleOrderOutcomes(
  tx: Tx,
  outcomes: readonly ReceivedOutcome[],
  library: Library,
): Promise<void> {
  const early = await applyOrderOutcomes(tx, outcomes, library)
  const runIds = [...new Set(early.map(({ runId }) => runId))]
  if (runIds.length === 0) return
  // The run may be giving the order in a transaction that cannot see these outcomes yet.
  const dueAt = new Date(tx.now.getTime() + RETRY_AFTER_MS)
  await setTimers(
    tx,
    EARLY_TIMER,
    runIds.map((runId) => ({ key: runId, dueAt, data: {} })),
  )
}
