import { AppError, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import type { Run } from '../../kinds/domain/run.js'
import { advanceRun, loadRunSession, saveRunSession } from '../steps/run-session.js'
import { lockRuns } from '../store/runs.js'

/** Ends a run as `canceled`; one that was canceled before stays as it is. */
export async function cancelRun(tx: Tx, runId: string, library: Library): Promise<Run> {
  const [locked] = await lockRuns(tx, [runId])
  if (locked === undefined) throw runUnknown()
  const { run } = locked
  if (run.status === 'ended') {
    if (run.outcome === 'canceled') return run
    throw new AppError('conflict', 'run_ended', 'The run is over.')
  }
  const session = await loadRunSession(tx, library, { runs: [{ run, mustEnd: false }] })
  await advanceRun(tx, session, runId, { kind: 'end', outcome: 'canceled', because: 'it was requested' })
  await saveRunSession(tx, session)
  return session.runs.get(runId)?.run ?? run
}

const runUnknown = (): AppError => new AppError('missing', 'run_unknown', 'There is no such run.')
