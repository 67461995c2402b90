import type { EventDefinition } from '@polyphon/contracts'
import { originOf, type Received, type Tx } from '@polyphon/service-kit'
import type { PlannedMessage } from '../domain/message.js'
import type { DispatchSignal } from '../steps/dispatch-signal.js'
import { planMessages } from '../steps/plan-messages.js'

/** Plans what many events order in a few statements; each message still knows which event caused it. */
export async function planOrders<D extends EventDefinition>(
  tx: Tx,
  orders: readonly { readonly event: Received<D>; readonly message: PlannedMessage }[],
  dispatch: DispatchSignal,
): Promise<void> {
  const origins = new Map(orders.map(({ event, message }) => [message.messageId, originOf(event)]))
  const planned = orders.map(({ message }) => message)
  await planMessages(tx, planned, { dispatch, origins })
}
