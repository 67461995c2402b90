import type { Tx } from '@polyphon/service-kit'
import type { DispatchSignal } from '../steps/dispatch-signal.js'
import { settleMessages } from '../steps/settle-messages.js'
import { lockParked } from '../store/messages.js'

/** Re-evaluates messages that wait for people of whom a first or a newer snapshot has just arrived. */
export async function recheckParked(tx: Tx, profileIds: readonly string[], dispatch: DispatchSignal): Promise<void> {
  const parked = await lockParked(tx, profileIds)
  if (parked.length > 0) await settleMessages(tx, parked, { dispatch, hasCopyCaughtUp: false, wait: null })
}
