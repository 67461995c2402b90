import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { MessagingDeps } from '../../config.js'
import { sweepQueued } from '../commands/sweep-queued.js'
import { SWEEP_TIMER } from '../steps/dispatch-signal.js'

/** Looks for queued messages whose own process did not come to send them. */
export const dispatchSweep = (deps: MessagingDeps): TimerKind => ({
  kind: SWEEP_TIMER,
  // Who died and which process is busy has nothing to do with what time it is in the workspace.
  time: 'server',
  data: z.unknown(),
  // A process that is full would look in vain, and keep one that has room from looking.
  hasRoom: () => deps.tools.dispatch.hasRoom(),
  handle: (tx) => sweepQueued(tx, deps.tools.dispatch),
})
