import { messageQueued, topicNames } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import { type Copies, type Ends } from '@polyphon/service-kit/copies'
import { factOf, type Message } from '../domain/message.js'
import { settleMessages } from '../steps/settle-messages.js'
import { lockMessages, readCopyEnds, saveCopyEnds, saveMessages, unchanged } from '../store/messages.js'
import type { DispatchSignal } from '../workers/dispatch-signal.js'

export interface RecheckOptions {
  readonly dispatch: DispatchSignal
  readonly copies: Copies
  /** The consumer group that keeps the copy of people. */
  readonly group: string
}

/** Re-evaluates a message that waits: for its time, for a retry, or for something this service does not know yet. */
export async function recheckMessage(tx: Tx, messageId: string, options: RecheckOptions): Promise<void> {
  const [message] = await lockMessages(tx, [messageId])
  if (message?.stage === 'deferred') return queueAgain(tx, message, options.dispatch)
  if (message?.stage !== 'planned') return
  const hasCopyCaughtUp = message.profileId !== null && (await hasCaughtUp(tx, message, options))
  await settleMessages(tx, [message], { dispatch: options.dispatch, hasCopyCaughtUp })
}

async function queueAgain(tx: Tx, message: Message, dispatch: DispatchSignal): Promise<void> {
  await saveMessages(tx, [{ ...unchanged(message, tx.now), stage: 'queued', delivery: 'queued', reason: null }])
  outbox.append(tx, messageQueued, factOf(message, { occurredAt: tx.now }))
  await dispatch.wakeAfter(tx)
}

// The ends are taken at the first look and kept: a copy that lags behind them may still bring the person.
async function hasCaughtUp(tx: Tx, message: Message, { copies, group }: RecheckOptions): Promise<boolean> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the column holds nothing but what is saved below
  let ends = (await readCopyEnds(tx, message.messageId)) as Ends | null
  if (ends === null) {
    ends = await copies.ends([topicNames.people])
    await saveCopyEnds(tx, message.messageId, ends)
  }
  return copies.haveRead(tx, group, ends)
}
