import { isUuid, setTimers, type Tx } from '@polyphon/service-kit'
import type { Library } from '../../definitions/store/library.js'
import { own } from '../domain/own.js'
import type { Run } from '../domain/run.js'
import { closeScene, openScene, play } from '../steps/run-session.js'
import { type EarlyNews, type OrderNews, saveEarlyNews, takeNewsOfRun } from '../store/early-outcomes.js'
import { lockRunIfFree, lockRuns } from '../store/runs.js'

export const EARLY_TIMER = 'early'

const LOOK_AGAIN_MS = 10_000
const AGAIN_MS = 500

/** What others tell about an order of a run. */
export interface News {
  readonly runId: string
  readonly stimulus: OrderNews
  /** The same transaction, knowing which event this came from. */
  readonly tx: Tx
}

/**
 * Takes in what became of orders: receipts of messages, surveys asked and answered. What comes before its order was given
 * waits for it: a database that was restored hears it once more, and of its runs nobody will tell it again.
 */
export async function takeInNews(tx: Tx, news: readonly News[], library: Library): Promise<void> {
  const early = await takeInWhatIsDue(tx, news, library)
  const dueAt = new Date(tx.now.getTime() + LOOK_AGAIN_MS)
  const keys = [...new Set(early.map(({ runId }) => runId))]
  if (keys.length === 0) return
  await setTimers(
    tx,
    EARLY_TIMER,
    keys.map((key) => ({ key, dueAt, data: {} })),
  )
}

/** Looks once more whether the run has given the orders of which something was heard early: it may have, meanwhile. */
export async function hearEarlyNews(tx: Tx, runId: string, library: Library): Promise<void> {
  const locked = await lockRunIfFree(tx, runId)
  if (locked === null) return
  if (locked === 'busy') {
    const dueAt = new Date(tx.now.getTime() + AGAIN_MS)
    return setTimers(tx, EARLY_TIMER, [{ key: runId, dueAt, data: {} }])
  }
  const news = (await takeNewsOfRun(tx, runId)).map(({ stimulus }) => ({ runId, stimulus, tx }))
  await takeInWhatIsDue(tx, news, library)
}

/** Answers what was too early, which is kept. */
async function takeInWhatIsDue(tx: Tx, news: readonly News[], library: Library): Promise<readonly EarlyNews[]> {
  const runIds = [...new Set(news.map(({ runId }) => runId))].filter(isUuid)
  const runs = await lockRuns(tx, runIds)
  const known = new Map(runs.map(({ run }) => [run.runId, run]))
  const early: EarlyNews[] = []
  const due: News[] = []
  for (const one of news) {
    const { runId, stimulus } = one
    const { orderId } = stimulus
    if (orderId !== null && isUuid(runId) && isEarly(known.get(runId), orderId))
      early.push({ runId, orderId, stimulus })
    else due.push(one)
  }
  await saveEarlyNews(tx, early)
  if (runs.length > 0) {
    const scene = await openScene(tx, library, { runs })
    for (const { runId, stimulus, tx: caused } of due) await play(caused, scene, runId, stimulus)
    await closeScene(tx, scene)
  }
  return early
}

/** Whether a run, if there is one, has still to come to the visit of the step that gives this order. */
function isEarly(run: Run | undefined, orderId: string): boolean {
  if (run === undefined) return true
  if (run.status === 'ended') return false
  const [, step = '', visit = '0'] = orderId.split(':')
  return Number(visit) > (own(run.memory.visits, step) ?? 0)
}
