import { messageQueued } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { type Copies, type CopyWait, waitForCopy } from '@polyphon/service-kit/copies'
import { factOf, type Message } from '../domain/message.js'
import type { DispatchSignal } from '../steps/dispatch-signal.js'
import { settleMessages } from '../steps/settle-messages.js'
import { lockMessages, saveMessages, unchanged } from '../store/messages.js'

export interface RecheckOptions {
  readonly dispatch: DispatchSignal
  readonly copies: Copies
  /** How far the wait for the copy of people is. */
  readonly wait: CopyWait
}

/** Re-evaluates a message that waits: for its time, for a retry, or for something this service does not know yet. */
export async function recheckMessage(
  tx: Tx,
  messageId: string,
  { dispatch, copies, wait }: RecheckOptions,
): Promise<void> {
  const [message] = await lockMessages(tx, [messageId])
  if (message?.stage === 'deferred') return queueAgain(tx, message, dispatch)
  if (message?.stage !== 'planned') return
  if (message.profileId === null) return settleMessages(tx, [message], { dispatch, hasCopyCaughtUp: false, wait })
  const look = await waitForCopy(tx, copies, wait)
  await settleMessages(tx, [message], { dispatch, hasCopyCaughtUp: look.isCaughtUp, wait: look.wait })
}

async function queueAgain(tx: Tx, message: Message, dispatch: DispatchSignal): Promise<void> {
  await saveMessages(tx, [{ ...unchanged(message, tx.now), stage: 'queued', delivery: 'queued', reason: null }])
  outbox.append(tx, messageQueued, factOf(message, { occurredAt: tx.now }))
  await dispatch.wakeAfter(tx)
}
