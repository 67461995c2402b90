import { followAliases, saveLocator, type Tx } from '@polyphon/service-kit'
import type { PlannedMessage } from '../domain/message.js'
import { insertMessages, lockMessages } from '../store/messages.js'
import type { DispatchBell } from './dispatch-bell.js'
import { settleMessages } from './settle-messages.js'

/** Under which kind of locator a message's workspace is found by its id. */
export const MESSAGE_LOCATOR = 'message'

/** Takes messages in, each order once, and queues those that can be sent now. */
export async function planMessages(
  tx: Tx,
  planned: readonly PlannedMessage[],
  options: { readonly bell: DispatchBell },
): Promise<void> {
  const asked = planned.flatMap((message) => message.profileId ?? [])
  const canonical = asked.length === 0 ? new Map<string, string>() : await followAliases(tx, asked)
  const resolved = planned.map((message) => {
    const profileId = message.profileId === null ? null : (canonical.get(message.profileId) ?? message.profileId)
    // Who was merged counts revisions anew.
    return profileId === message.profileId ? message : { ...message, profileId, profileRevision: 0 }
  })
  const fresh = await insertMessages(tx, resolved)
  if (fresh.size === 0) return
  for (const messageId of fresh) await saveLocator(tx, MESSAGE_LOCATOR, messageId)
  await settleMessages(tx, await lockMessages(tx, [...fresh]), { bell: options.bell, hasCopyCaughtUp: false })
}
