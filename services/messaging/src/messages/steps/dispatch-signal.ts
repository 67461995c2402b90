import { setTimer, type Tx } from '@polyphon/service-kit'

export const SWEEP_TIMER = 'dispatch-sweep'
const WINDOW_MS = 2_000

/** Wakes the dispatcher of this process when a workspace has something to send. */
export interface DispatchSignal {
  /**
   * Wakes it once the transaction is committed. Should this process die or be busy, a timer lets any process look again;
   * one is enough for all that is queued within two seconds.
   */
  wakeAfter(tx: Tx): Promise<void>
  /** Wakes it at once. */
  wake(workspaceId: string): void
  /** Whether this process can take more to send. */
  hasRoom(): boolean
}

export function openDispatchSignal(options: {
  readonly wake: (workspaceId: string) => void
  readonly hasRoom: () => boolean
}): DispatchSignal {
  const covered = new Map<string, number>()
  return {
    wake: options.wake,
    hasRoom: options.hasRoom,
    wakeAfter: async (tx) => {
      const window = Math.floor(tx.serverNow.getTime() / WINDOW_MS)
      if (covered.get(tx.workspaceId) !== window) {
        await setTimer(tx, {
          kind: SWEEP_TIMER,
          // A key of its own, so that transactions side by side do not wait for each other's row.
          key: tx.newId(),
          dueAt: new Date((window + 2) * WINDOW_MS),
          data: {},
        })
        // Only a committed timer covers what comes after it.
        tx.afterCommit(() => {
          if (covered.size > 10_000) covered.clear()
          covered.set(tx.workspaceId, window)
        })
      }
      tx.afterCommit(() => options.wake(tx.workspaceId))
    },
  }
}
