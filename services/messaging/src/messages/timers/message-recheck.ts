import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { recheckMessage } from '../commands/recheck-message.js'
import { RECHECK_TIMER } from '../steps/settle-messages.js'

/** A message that waits is due for its next check. */
export const messageRecheck = (deps: MessagingDeps): TimerKind => ({
  kind: RECHECK_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) =>
    recheckMessage(tx, key, { dispatch: deps.tools.dispatch, copies: deps.copies, group: `${deps.service}.people` }),
})
