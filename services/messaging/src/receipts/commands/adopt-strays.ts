import { readLocator, type Tx } from '@polyphon/service-kit'
import { applyReceipts } from '../../messages/steps/apply-receipts.js'
import { MESSAGE_LOCATOR } from '../../messages/steps/plan-messages.js'
import { lookAgain } from '../steps/keep-strays.js'
import { readStrayReceipts } from '../store/callbacks.js'

/** Looks whether a message that receipts came for has become known, and gives it what is its own. */
export async function adoptStrays(tx: Tx, messageId: string, looks: number): Promise<void> {
  const workspaceId = await readLocator(tx, MESSAGE_LOCATOR, messageId)
  if (workspaceId === null) return lookAgain(tx, messageId, looks)
  const receipts = await readStrayReceipts(tx, messageId)
  // The receipts are nobody's until here; from here on they are this workspace's.
  await applyReceipts(await tx.enter(workspaceId), receipts)
}
