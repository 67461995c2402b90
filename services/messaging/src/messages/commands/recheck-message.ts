import { messageQueued, topicNames } from '@polyphon/contracts'
import { type Copies, type Ends, outbox, type Tx } from '@polyphon/service-kit'
import { factOf, type Message } from '../domain/message.js'
import { settleMessages } from '../steps/settle-messages.js'
import { lockMessages, lockParked, readCopyEnds, saveCopyEnds, saveMessages, unchanged } from '../store/messages.js'
import type { DispatchSignal } from '../workers/dispatch-signal.js'

export interface Rechecking {
  readonly dispatch: DispatchSignal
  readonly copies: Copies
  /** The consumer group that keeps the copy of people. */
  readonly group: string
}

/** Looks again at a message that waits: for its time, for another try, or for something not yet heard of. */
export async function recheckMessage(tx: Tx, messageId: string, checking: Rechecking): Promise<void> {
  const [message] = await lockMessages(tx, [messageId])
  if (message?.stage === 'deferred') return queueAgain(tx, message, checking.dispatch)
  if (message?.stage !== 'planned') return
  const hasCopyCaughtUp = message.profileId !== null && (await hasCaughtUp(tx, message, checking))
  await settleMessages(tx, [message], { dispatch: checking.dispatch, hasCopyCaughtUp })
}

/** Looks again at everything that waits for people who have just become known, or better known. */
export async function recheckParked(tx: Tx, profileIds: readonly string[], dispatch: DispatchSignal): Promise<void> {
  const parked = await lockParked(tx, profileIds)
  if (parked.length > 0) await settleMessages(tx, parked, { dispatch, hasCopyCaughtUp: false })
}

async function queueAgain(tx: Tx, message: Message, dispatch: DispatchSignal): Promise<void> {
  await saveMessages(tx, [{ ...unchanged(message, tx.now), stage: 'queued', delivery: 'queued', reason: null }])
  outbox.append(tx, messageQueued, factOf(message, { occurredAt: tx.now }))
  await dispatch.wakeAfter(tx)
}

// The ends are taken at the first look and kept: a copy that lags behind them may still bring the person.
async function hasCaughtUp(tx: Tx, message: Message, { copies, group }: Rechecking): Promise<boolean> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the column holds nothing but what is saved below
  let ends = (await readCopyEnds(tx, message.messageId)) as Ends | null
  if (ends === null) {
    ends = await copies.ends([topicNames.people])
    await saveCopyEnds(tx, message.messageId, ends)
  }
  return copies.haveRead(tx, group, ends)
}
