import { setTimer, type Tx } from '@polyphon/service-kit'
import { hasQueued } from '../store/messages.js'
import { type DispatchSignal, SWEEP_TIMER } from '../workers/dispatch-signal.js'

const PAUSE_MS = 2_000

/**
 * Wakes for what is still queued, and has somebody look again: the process that wakes may itself be busy, and the next
 * one to look may be another.
 */
export async function sweepQueued(tx: Tx, dispatch: DispatchSignal): Promise<void> {
  if (!(await hasQueued(tx))) return
  const dueAt = new Date(tx.now.getTime() + PAUSE_MS)
  await setTimer(tx, { kind: SWEEP_TIMER, key: 'again', dueAt, data: {} })
  tx.afterCommit(() => dispatch.wake(tx.workspaceId))
}
