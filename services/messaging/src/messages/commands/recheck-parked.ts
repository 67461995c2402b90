import type { Origin, Tx } from '@polyphon/service-kit'
import type { DispatchSignal } from '../steps/dispatch-signal.js'
import { settleMessages } from '../steps/settle-messages.js'
import { lockParked } from '../store/messages.js'

/**
 * Re-evaluates messages that wait for people of whom a first or a newer snapshot has just arrived. `origins` says for
 * each of them by which event.
 */
export async function recheckParked(
  tx: Tx,
  origins: ReadonlyMap<string, Origin>,
  dispatch: DispatchSignal,
): Promise<void> {
  const parked = await lockParked(tx, [...origins.keys()])
  const ofMessages = parked.flatMap(({ messageId, profileId }) => {
    const origin = profileId === null ? undefined : origins.get(profileId)
    return origin === undefined ? [] : [[messageId, origin] as const]
  })
  await settleMessages(tx, parked, { dispatch, hasCopyCaughtUp: false, wait: null, origins: new Map(ofMessages) })
}
