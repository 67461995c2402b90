import { AppError, type Tx } from '@polyphon/service-kit'
import type { Run, TraceLine } from '../../kinds/domain/run.js'
import { readRun, readTrace } from '../store/run-pages.js'

/** Reads a run with everything that happened to it, and why. */
export async function getRun(
  tx: Tx,
  runId: string,
): Promise<{ readonly run: Run; readonly trace: readonly TraceLine[] }> {
  const run = await readRun(tx, runId)
  if (run === null) throw new AppError('missing', 'run_unknown', 'There is no such run.')
  return { run, trace: await readTrace(tx, runId) }
}
