import { type Database } from '@polyphon/service-kit'
import { readLocator } from '@polyphon/service-kit/access'
import { groupBy } from '@polyphon/values'
import { applyReceipts } from '../../messages/steps/apply-receipts.js'
import { MESSAGE_LOCATOR } from '../../messages/steps/plan-messages.js'
import type { SourcedEvidence } from '../../messages/store/evidence.js'
import { inTimeOf } from '../steps/in-time-of.js'
import { keepStrays } from '../steps/keep-strays.js'
import { NO_WORKSPACE } from '../store/callbacks.js'

/**
 * Applies receipts to the messages of whatever workspaces they belong to; those of unknown messages are kept and tried
 * again. Done twice it changes nothing, so a provider may repeat itself.
 */
export async function recordProviderCallback(
  db: Database,
  receipts: readonly SourcedEvidence[],
): Promise<{ readonly applied: number; readonly unknown: number }> {
  const ids = [...new Set(receipts.map(({ messageId }) => messageId))]
  const workspaces = await db.transact(
    null,
    async (tx) => {
      const found = new Map<string, string | null>()
      for (const id of ids) found.set(id, await readLocator(tx, MESSAGE_LOCATOR, id))
      return found
    },
    { readOnly: true },
  )
  const strays = new Set(ids.filter((id) => workspaces.get(id) === null))
  const located = receipts.filter(({ messageId }) => !strays.has(messageId))
  for (const [workspaceId, ours] of groupBy(located, ({ messageId }) => workspaces.get(messageId) ?? '')) {
    for (const id of await db.transact(workspaceId, (tx) => applyReceipts(tx, ours.map(inTimeOf(tx))))) strays.add(id)
  }
  // Kept as they came: whose they are, and so what time it is there, turns out later.
  const rest = receipts.filter(({ messageId }) => strays.has(messageId))
  if (rest.length > 0) await db.transact(NO_WORKSPACE, (tx) => keepStrays(tx, rest))
  return { applied: receipts.length - rest.length, unknown: rest.length }
}
