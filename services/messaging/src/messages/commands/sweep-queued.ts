import { setTimer, type Tx } from '@polyphon/service-kit'
import { type DispatchSignal, SWEEP_TIMER } from '../steps/dispatch-signal.js'
import { hasQueued } from '../store/messages.js'

const PAUSE_MS = 2_000

/**
 * Wakes the dispatcher of this process if anything is still queued, and sets the timer again: this process may be busy,
 * and another one may run the next sweep.
 */
export async function sweepQueued(tx: Tx, dispatch: DispatchSignal): Promise<void> {
  if (!(await hasQueued(tx))) return
  const dueAt = new Date(tx.serverNow.getTime() + PAUSE_MS)
  await setTimer(tx, { kind: SWEEP_TIMER, key: 'again', dueAt, data: {} })
  tx.afterCommit(() => dispatch.wake(tx.workspaceId))
}
