import { setTimer, type Tx } from '@polyphon/service-kit'
import { STOP_TIMER } from '../../definitions/domain/timer-kinds.js'
import type { Library } from '../../definitions/store/library.js'
import { advanceRun, loadRunSession, saveRunSession } from '../steps/run-session.js'
import { hasRunsToEnd, lockRunsToEnd } from '../store/runs.js'

const AT_ONCE = 200
const AGAIN_MS = 50

/** Ends runs of a stopped journey, some at a time, and comes back as long as there are more. */
export async function endStoppedRuns(tx: Tx, journey: string, library: Library): Promise<void> {
  const runs = await lockRunsToEnd(tx, journey, AT_ONCE)
  const session = await loadRunSession(tx, library, { runs })
  const because = 'the journey was stopped'
  for (const { run } of runs) await advanceRun(tx, session, run.runId, { kind: 'end', outcome: 'stopped', because })
  await saveRunSession(tx, session)
  if (!(await hasRunsToEnd(tx, journey))) return
  const dueAt = tx.soon(AGAIN_MS)
  await setTimer(tx, { kind: STOP_TIMER, key: journey, dueAt, data: {} })
}
