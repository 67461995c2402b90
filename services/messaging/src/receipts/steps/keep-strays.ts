import { setTimer, type Tx } from '@polyphon/service-kit'
import type { SourcedEvidence } from '../../messages/store/evidence.js'
import { insertStrayReceipts } from '../store/callbacks.js'

export const STRAY_TIMER = 'stray-receipt'

/** Keeps receipts whose message is not known yet, and schedules a check for each. */
export async function keepStrays(tx: Tx, receipts: readonly SourcedEvidence[]): Promise<void> {
  await insertStrayReceipts(tx, receipts)
  for (const messageId of new Set(receipts.map((receipt) => receipt.messageId))) await lookAgain(tx, messageId, 0)
}

// After one second, five, 25 and so on up to about a day; after that they are only kept.
const LOOKS = 8

export async function lookAgain(tx: Tx, messageId: string, looks: number): Promise<void> {
  if (looks >= LOOKS) return
  const dueAt = tx.soon(1_000 * 5 ** looks)
  await setTimer(tx, { kind: STRAY_TIMER, key: messageId, dueAt, data: { looks: looks + 1 } })
}
