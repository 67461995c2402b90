import { type Tx } from '@polyphon/service-kit'
import { readLocator } from '@polyphon/service-kit/access'
import { applyReceipts } from '../../messages/steps/apply-receipts.js'
import { MESSAGE_LOCATOR } from '../../messages/steps/plan-messages.js'
import { inTimeOf } from '../steps/in-time-of.js'
import { lookAgain } from '../steps/keep-strays.js'
import { readStrayReceipts } from '../store/callbacks.js'

/** Applies stray receipts whose message has become known; otherwise schedules the next check. */
export async function adoptStrays(tx: Tx, messageId: string, looks: number): Promise<void> {
  const workspaceId = await readLocator(tx, MESSAGE_LOCATOR, messageId)
  if (workspaceId === null) return lookAgain(tx, messageId, looks)
  const receipts = await readStrayReceipts(tx, messageId)
  // Stray receipts belong to no workspace; from here on they belong to this one.
  const inside = await tx.enter(workspaceId)
  await applyReceipts(inside, receipts.map(inTimeOf(inside)))
}
