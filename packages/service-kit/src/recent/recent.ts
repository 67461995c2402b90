import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/database.js'
import { AppError } from '../values/errors.js'
import { type Follower, type FollowerOptions, openFollower } from './follower.js'
import type { Position } from './position.js'
import { haveEnded, readWritten } from './recent-store.js'

/** What this service has published lately: read it with `readRecent`, or listen to what comes. */
export interface Recent extends Follower {
  /** For how many hours it is kept. */
  readonly keptHours: number
  /**
   * A position up to which everything is written that ever will be: what has been committed before the call lies in front of
   * it. Throws `events_not_settled` (503) while somebody has been writing for longer than some seconds.
   */
  settled(): Promise<Position>
}

const LONGEST_MS = 5_000

export function openRecent(options: FollowerOptions & { readonly keptHours: number }): Recent {
  const { db, keptHours } = options
  return { ...openFollower(options), keptHours, settled: shared(() => settle(db)) }
}

async function settle(db: Database): Promise<Position> {
  const { position, behind, isSettled } = await db.transact(null, (tx) => readWritten(tx, -1), { readOnly: true })
  if (isSettled || behind === null) return position
  const until = performance.now() + LONGEST_MS
  for (let ms = 5; performance.now() < until; ms = Math.min(ms * 2, 100)) {
    await delay(ms)
    if (await db.transact(null, (tx) => haveEnded(tx, behind), { readOnly: true })) return position
  }
  const detail = 'Somebody has been writing for longer than some seconds; events are told once that has ended.'
  throw new AppError('unavailable', 'events_not_settled', detail, { retryAfterSeconds: 2 })
}

/** Lets everybody who calls while one is under way share the next one. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null
  let next: Promise<T> | null = null
  const begin = (): Promise<T> => {
    next = null
    const begun = work().finally(() => {
      if (current === begun) current = null
    })
    current = begun
    return begun
  }
  return () => {
    if (current === null) return begin()
    next ??= current.then(begin, begin)
    return next
  }
}
