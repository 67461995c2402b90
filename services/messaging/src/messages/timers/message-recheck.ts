import type { TimerKind } from '@polyphon/service-kit'
import { CopyWait } from '@polyphon/service-kit/copies'
import type { MessagingDeps } from '../../config.js'
import { recheckMessage } from '../commands/recheck-message.js'
import { RECHECK_TIMER } from '../steps/settle-messages.js'

/** A message that waits is due for its next check. */
export const messageRecheck = ({ tools, copies }: MessagingDeps): TimerKind<CopyWait> => ({
  kind: RECHECK_TIMER,
  data: CopyWait,
  handle: (tx, { key, data }) => recheckMessage(tx, key, { dispatch: tools.dispatch, copies, wait: data }),
})
