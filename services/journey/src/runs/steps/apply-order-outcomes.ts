import { isUuid, setTimers, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import type { Run } from '../../kinds/domain/run.js'
import { valueAt } from '../../kinds/domain/value-at.js'
import { EARLY_TIMER } from '../domain/timer-kinds.js'
import { type EarlyOutcome, type OrderOutcome, saveEarlyOutcomes } from '../store/early-outcomes.js'
import { lockRuns } from '../store/runs.js'
import { advanceRun, loadRunSession, saveRunSession } from './run-session.js'

const RETRY_AFTER_MS = 10_000

/** What another service reports of an order of a run. */
export interface ReceivedOutcome {
  readonly runId: string
  readonly stimulus: OrderOutcome
  /** The same transaction, knowing which event this came from. */
  readonly tx: Tx
}

/** Advances runs by what became of their orders. What comes before its order is kept for it, and returned. */
export async function applyOrderOutcomes(
  tx: Tx,
  outcomes: readonly ReceivedOutcome[],
  library: Library,
): Promise<readonly EarlyOutcome[]> {
  const runIds = [...new Set(outcomes.map(({ runId }) => runId))].filter(isUuid)
  const locked = await lockRuns(tx, runIds)
  const runs = new Map(locked.map(({ run }) => [run.runId, run]))
  const early: EarlyOutcome[] = []
  const due: ReceivedOutcome[] = []
  for (const outcome of outcomes) {
    const { runId, stimulus } = outcome
    const { orderId } = stimulus
    if (orderId !== null && isUuid(runId) && isEarly(runs.get(runId), orderId)) early.push({ runId, orderId, stimulus })
    else due.push(outcome)
  }
  await saveEarlyOutcomes(tx, early)
  if (locked.length > 0) {
    const session = await loadRunSession(tx, library, { runs: locked })
    for (const { runId, stimulus, tx: caused } of due) await advanceRun(caused, session, runId, stimulus)
    await saveRunSession(tx, session)
  }
  return early
}

/** Looks once more, a little later, at early outcomes: the run may be giving their orders in a transaction that cannot see them. */
export async function retryLater(tx: Tx, early: readonly EarlyOutcome[]): Promise<void> {
  const runIds = [...new Set(early.map(({ runId }) => runId))]
  if (runIds.length === 0) return
  const dueAt = tx.soon(RETRY_AFTER_MS)
  await setTimers(
    tx,
    EARLY_TIMER,
    runIds.map((key) => ({ key, dueAt, data: {} })),
  )
}

/** Whether a run has not given an order yet: it is not there yet, or has not made that visit of the step. */
export function isEarly(run: Run | undefined, orderId: string): boolean {
  if (run === undefined) return true
  if (run.status === 'ended') return false
  const [, step = '', visit = '0'] = orderId.split(':')
  return Number(visit) > (valueAt(run.memory.visits, step) ?? 0)
}
