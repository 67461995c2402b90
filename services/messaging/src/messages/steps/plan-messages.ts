import { type Origin, type Tx } from '@polyphon/service-kit'
import { saveLocators } from '@polyphon/service-kit/access'
import { NOT_LOOKED_YET } from '@polyphon/service-kit/copies'
import type { PlannedMessage } from '../domain/message.js'
import { insertMessages } from '../store/messages.js'
import type { DispatchSignal } from './dispatch-signal.js'
import { settleMessages } from './settle-messages.js'

/** Under which kind of locator a message's workspace is found by its id. */
export const MESSAGE_LOCATOR = 'message'

/** Inserts planned messages, each order once, and queues those that can be sent now. */
export async function planMessages(
  tx: Tx,
  planned: readonly PlannedMessage[],
  options: { readonly dispatch: DispatchSignal; readonly origins?: ReadonlyMap<string, Origin> },
): Promise<void> {
  const fresh = await insertMessages(tx, planned, options.origins ?? new Map())
  if (fresh.length === 0) return
  await saveLocators(
    tx,
    MESSAGE_LOCATOR,
    fresh.map(({ messageId }) => messageId),
  )
  await settleMessages(tx, fresh, { ...options, hasCopyCaughtUp: false, wait: NOT_LOOKED_YET })
}
