import { type Database, readLocator, setTimer, type Tx } from '@polyphon/service-kit'
import { groupBy } from '@polyphon/values'
import { insertCallback, insertStrayReceipts, NO_WORKSPACE, readStrayReceipts } from '../store/callbacks.js'
import type { SourcedEvidence } from '../store/evidence.js'
import { applyReceipts } from './apply-receipts.js'
import { MESSAGE_LOCATOR } from './plan-messages.js'

export const STRAY_TIMER = 'stray-receipt'

export interface Callback {
  readonly provider: string
  readonly callbackId: string
  readonly payload: string
}

/** Keeps a genuine callback as it came, whatever it holds. */
export async function keepCallback(db: Database, callback: Callback): Promise<void> {
  await db.transact(NO_WORKSPACE, (tx) => insertCallback(tx, callback))
}

/**
 * Applies receipts to the messages of whatever workspaces they belong to; those of unknown messages are kept and tried
 * again. Done twice it changes nothing, so a provider may repeat itself.
 */
export async function routeReceipts(
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
  for (const [workspaceId, own] of groupBy(located, ({ messageId }) => workspaces.get(messageId) ?? '')) {
    for (const id of await db.transact(workspaceId, (tx) => applyReceipts(tx, own))) strays.add(id)
  }
  const left = receipts.filter(({ messageId }) => strays.has(messageId))
  if (left.length > 0) await db.transact(NO_WORKSPACE, (tx) => keepStrays(tx, left))
  return { applied: receipts.length - left.length, unknown: left.length }
}

async function keepStrays(tx: Tx, receipts: readonly SourcedEvidence[]): Promise<void> {
  await insertStrayReceipts(tx, receipts)
  for (const messageId of new Set(receipts.map((one) => one.messageId))) await lookAgain(tx, messageId, 0)
}

// After one second, five, 25 and so on up to about a day; after that they are only kept.
const LOOKS = 8

async function lookAgain(tx: Tx, messageId: string, looks: number): Promise<void> {
  if (looks >= LOOKS) return
  const dueAt = new Date(tx.now.getTime() + 1_000 * 5 ** looks)
  await setTimer(tx, { kind: STRAY_TIMER, key: messageId, dueAt, data: { looks: looks + 1 } })
}

/** Looks whether a message that receipts came for has become known, and gives it what is its own. */
export async function adoptStrays(tx: Tx, messageId: string, looks: number): Promise<void> {
  const workspaceId = await readLocator(tx, MESSAGE_LOCATOR, messageId)
  if (workspaceId === null) return lookAgain(tx, messageId, looks)
  const receipts = await readStrayReceipts(tx, messageId)
  // The receipts are nobody's until here; from here on they are this workspace's.
  await applyReceipts(await tx.enter(workspaceId), receipts)
}
