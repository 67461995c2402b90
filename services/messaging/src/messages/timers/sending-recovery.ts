import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { recoverSending } from '../commands/recover-sending.js'
import { RECOVERY_TIMER } from '../steps/claim-messages.js'

/** The lease of claimed messages has ended: their sender may have died. */
export const sendingRecovery = (deps: MessagingDeps): TimerKind => ({
  kind: RECOVERY_TIMER,
  // A lease ends by the server's time: it is about the process that holds it.
  time: 'server',
  data: z.unknown(),
  handle: async (tx) => {
    await recoverSending(tx, {
      firstPauseMs: deps.settings.SEND_RETRY_SECONDS * 1_000,
      channels: deps.tools.channels,
      timeZone: (await deps.workspaces.workspace(tx.workspaceId))?.timeZone ?? 'UTC',
    })
  },
})
