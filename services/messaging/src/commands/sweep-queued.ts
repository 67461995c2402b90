import { setTimer, type Tx } from '@polyphon/service-kit'
import { hasQueued } from '../store/messages.js'
import { type DispatchBell, SWEEP_TIMER } from './dispatch-bell.js'

const PAUSE_MS = 2_000

/**
 * Rings for what is still queued, and has somebody look again: the process that rings may itself be busy, and the next
 * one to look may be another.
 */
export async function sweepQueued(tx: Tx, bell: DispatchBell): Promise<void> {
  if (!(await hasQueued(tx))) return
  const dueAt = new Date(tx.now.getTime() + PAUSE_MS)
  await setTimer(tx, { kind: SWEEP_TIMER, key: 'again', dueAt, data: {} })
  tx.afterCommit(() => bell.ring(tx.workspaceId))
}
