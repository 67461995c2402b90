import type { Tx } from '../db/tx.js'
import { setTimer } from '../timers/timer.js'
import { addErasure } from './erasure-store.js'

/** The kind of the timer that erases somebody, bit by bit; its key is the request's id, and it names nobody. */
export const ERASURE = 'erasure'

/** Lets an erasure have its next turn. */
export const setErasure = (tx: Tx, requestId: string, { dueAt, data }: { dueAt: Date; data: unknown }): Promise<void> =>
  setTimer(tx, { kind: ERASURE, key: requestId, dueAt, data })

/**
 * Has everything of somebody erased from this database, under all ids that they had. From the commit on nothing of them is
 * taken any more, whatever comes. Done again it changes nothing.
 */
export async function beginErasure(tx: Tx, erasure: Parameters<typeof addErasure>[1]): Promise<'begun' | 'known'> {
  if (!(await addErasure(tx, erasure))) return 'known'
  await setErasure(tx, erasure.requestId, { dueAt: tx.serverNow, data: {} })
  return 'begun'
}
