import { statfsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** What is kept running: a server that is a child of this process. */
export interface Restartable {
  /** Resolves when the process that was started last has ended. */
  exited(): Promise<void>
  /** Resolves when it answers again; fails when it cannot. */
  start(): Promise<void>
  /** Ends it, also while it starts. */
  stop(): Promise<void>
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
// Less than one segment of PostgreSQL's journal.
const LITTLE_ROOM_BYTES = 16 * 1024 * 1024

/**
 * Starts a server again whenever it ends without having been asked to, for as long as it takes: a killed process and a
 * full disk pass. Says in one line what has happened, once for each reason.
 */
export function keepRunning(
  server: Restartable,
  about: { readonly name: string; readonly folder: string; readonly say: (text: string) => void },
): { stop(): Promise<void> } {
  const { name, say } = about
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

  const startAgain = async (): Promise<void> => {
    const reported = new Set<string>()
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await server.start()
        if (!signal.aborted) say(`${name} is back`)
        return
      } catch (error) {
        const reason = reasonOf(error, about.folder)
        if (!signal.aborted && !reported.has(reason))
          say(`${name} does not start: ${reason}; it is tried until it does`)
        reported.add(reason)
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await Promise.race([server.exited(), stopped])
      if (signal.aborted) return
      say(`${name} has ended by itself; starting it again`)
      await startAgain()
    }
  }
  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      await server.stop()
      await watching
      // A start that was under way may have come through in between.
      await server.stop()
    },
  }
}

/** Why a server does not start, in one line: a disk without room also keeps it from saying so itself. */
function reasonOf(error: unknown, folder: string): string {
  if (isFull(folder)) return `there is no room left on the disk of ${folder}`
  const lines = (error instanceof Error ? error.message : String(error)).split('\n')
  const reason = lines.findLast((line) => /\b(FATAL|PANIC):/.test(line))
  return (reason ?? lines[0] ?? '').replace(/^.*\b(FATAL|PANIC):\s*/, '')
}

/** Whether so little room is left on a disk that a database cannot work there. */
export function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < LITTLE_ROOM_BYTES
  } catch {
    return false
  }
}
