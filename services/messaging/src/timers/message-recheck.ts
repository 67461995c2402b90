import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { recheckMessage } from '../commands/recheck-message.js'
import { RECHECK_TIMER } from '../commands/settle-messages.js'
import type { MessagingDeps } from '../config.js'

/** A message that waits is due to be looked at again. */
export const messageRecheck = (deps: MessagingDeps): TimerKind => ({
  kind: RECHECK_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) =>
    recheckMessage(tx, key, { bell: deps.tools.bell, copies: deps.copies, group: `${deps.service}.people` }),
})
