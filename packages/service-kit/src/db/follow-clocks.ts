import { readOffsets } from './clock-store.js'
import type { Database } from './database.js'

interface ClockFollower {
  stop(): void
}

const PACE_MS = 500

/** Reads who has moved their clock, for this process. */
export async function readClocks(db: Database): Promise<void> {
  db.clocks.replace(await db.transact(null, readOffsets, { readOnly: true }))
}

/** Looks twice a second for clocks that were moved in other processes: one small query, whatever the transactions are. */
export function followClocks(db: Database): ClockFollower {
  let isStopping = false
  let next: NodeJS.Timeout | undefined
  const look = (): void => {
    // A database that is away has told that itself, and the clocks go on as they are known.
    readClocks(db)
      .catch(() => undefined)
      .finally(wait)
  }
  const wait = (): void => {
    if (!isStopping) next = setTimeout(look, PACE_MS).unref()
  }
  wait()
  return {
    stop: () => {
      isStopping = true
      clearTimeout(next)
    },
  }
}
