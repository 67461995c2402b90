import { messageDropped } from '@polyphon/contracts'
import { AppError, cancelTimer, outbox, type Tx } from '@polyphon/service-kit'
import { factOf } from '../domain/message.js'
import { RECHECK_TIMER } from '../steps/settle-messages.js'
import { lockMessages, saveMessages, unchanged } from '../store/messages.js'

const CANCELABLE = new Set(['planned', 'deferred', 'queued'])

/** Stops a message that has not been claimed yet. Asking again changes nothing. */
export async function cancelMessage(tx: Tx, messageId: string): Promise<void> {
  const [message] = await lockMessages(tx, [messageId])
  if (message === undefined) throw new AppError('missing', 'message_unknown', 'There is no such message.')
  if (message.stage === 'canceled') return
  if (!CANCELABLE.has(message.stage))
    throw new AppError(
      'conflict',
      'message_not_cancelable',
      `The message is ${message.delivery} and cannot be stopped.`,
    )
  const change = unchanged(message, tx.now)
  await saveMessages(tx, [{ ...change, stage: 'canceled', delivery: 'canceled', reason: 'canceled', url: null }])
  await cancelTimer(tx, RECHECK_TIMER, messageId)
  outbox.append(tx, messageDropped, factOf(message, { occurredAt: tx.now, reason: 'canceled' }))
}
