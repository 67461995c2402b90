import { type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { applyOrderOutcomes, type ReceivedOutcome, retryLater } from '../steps/apply-order-outcomes.js'

export type { ReceivedOutcome } from '../steps/apply-order-outcomes.js'

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
  await retryLater(tx, await applyOrderOutcomes(tx, outcomes, library))
}
