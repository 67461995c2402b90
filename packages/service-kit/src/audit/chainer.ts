import type { Database } from '../db/database.js'
import type { Outages } from '../telemetry/outages.js'
import { chainWaiting } from './store.js'

/** Moves what was written to the audit log into the chains. */
export interface Chainer {
  /** Something was written: it is chained within a second. */
  wake(): void
  /** Chains what waits, also what a process has left that died. */
  turn(): Promise<void>
  stop(): Promise<void>
}

// Long enough for many rows to come together.
const LINGER_MS = 200
const MOST = 1_000

export function startChainer({
  db,
  outages,
}: {
  readonly db: Database
  readonly outages: Pick<Outages, 'works' | 'failed'>
}): Chainer {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  const chain = async (): Promise<void> => {
    try {
      while ((await db.transact(null, (tx) => chainWaiting(tx, MOST))) >= MOST && !isStopped);
      outages.works('audit')
    } catch (error) {
      outages.failed('audit', error)
    }
  }
  const turn = (): Promise<void> => {
    running = running.then(() => (isStopped ? undefined : chain()))
    return running
  }
  const wake = (): void => {
    if (isStopped) return
    timer ??= setTimeout(() => {
      timer = undefined
      void turn()
    }, LINGER_MS)
  }
  wake()
  return {
    wake,
    turn,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
