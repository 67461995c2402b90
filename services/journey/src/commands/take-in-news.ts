import { isUuid, type Tx } from '@polyphon/service-kit'
import type { Stimulus } from '../domain/run.js'
import type { Library } from '../store/library.js'
import { lockRuns } from '../store/runs.js'
import { closeScene, openScene, play } from './scene.js'

/** What others tell about an order of a run. */
export interface News {
  readonly runId: string
  readonly stimulus: Extract<Stimulus, { kind: 'receipt' | 'asked' | 'answer' }>
  /** The same transaction, knowing which event this came from. */
  readonly tx: Tx
}

/** Takes in what became of orders: receipts of messages, surveys asked and answered. */
export async function takeInNews(tx: Tx, news: readonly News[], library: Library): Promise<void> {
  const runIds = [...new Set(news.map(({ runId }) => runId))].filter(isUuid)
  const runs = await lockRuns(tx, runIds)
  if (runs.length === 0) return
  const scene = await openScene(tx, library, { runs })
  for (const { runId, stimulus, tx: caused } of news) play(caused, scene, runId, stimulus)
  await closeScene(tx, scene)
}
