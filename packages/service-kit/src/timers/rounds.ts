import type { DueBatch } from './run-due.js'

/** Whose turn it is while more is due than one batch holds. */
export interface Rounds {
  /** Workspaces that have had their turn in this round. */
  except(): readonly string[]
  ran(batch: Pick<DueBatch, 'isFull' | 'workspaces'>): void
}

// To look past what waits of the busy ones takes the longer the more that is: the looks take a tenth of the time at most.
const REST = 10

/**
 * After a full batch those have their turn who were not in it, so that a workspace with a hundred thousand timers keeps no
 * other one waiting; a round is over with a batch that is not full. Within a workspace the order stays.
 */
export function openRounds(clock: () => number = () => performance.now()): Rounds {
  let served: readonly string[] = []
  let startedAt = clock()
  let lookAt = startedAt
  return {
    except: () => {
      startedAt = clock()
      return served
    },
    ran: ({ isFull, workspaces }) => {
      const now = clock()
      if (!isFull && served.length > 0) lookAt = now + REST * (now - startedAt)
      served = isFull && now >= lookAt ? [...served, ...workspaces] : []
    },
  }
}
