import { setTimer, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { RUN_TIMER } from '../domain/timer-kinds.js'
import { advanceRun, loadRunSession, saveRunSession } from '../steps/run-session.js'
import { lockRunIfFree } from '../store/runs.js'

const AGAIN_MS = 50

/** Advances a run whose time has come. A timer that is no longer meant changes nothing. */
export async function wakeRun(tx: Tx, runId: string, library: Library): Promise<void> {
  const locked = await lockRunIfFree(tx, runId)
  if (locked === null) return
  if (locked === 'busy') {
    const dueAt = tx.soon(AGAIN_MS)
    return setTimer(tx, { kind: RUN_TIMER, key: runId, dueAt, data: {} })
  }
  const { wakeAt } = locked.run
  if (wakeAt === null) return
  if (wakeAt > tx.now) return setTimer(tx, { kind: RUN_TIMER, key: runId, dueAt: wakeAt, data: {} })
  const session = await loadRunSession(tx, library, { runs: [locked] })
  await advanceRun(tx, session, runId, { kind: 'time' })
  await saveRunSession(tx, session)
}
