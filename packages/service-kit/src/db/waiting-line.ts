/** Lets only so many do something at once, the others one after the other. */
export interface WaitingLine {
  /** Waits for a turn; what it returns ends the turn. Refused when the wait is too long. */
  take(workspaceId: string): Promise<() => void>
  /** How many wait for a turn. */
  waiting(): number
}

export interface WaitingLineOptions {
  readonly limit: number
  /** So many of them are one workspace's at most. */
  readonly limitPerWorkspace: number
  readonly waitMs: number
  /** What is thrown when somebody has waited for too long. */
  readonly refusal: () => Error
}

/** The next turn is for the workspace that has fewest, whatever the number of those who wait for it. */
export function openWaitingLine({ limit, limitPerWorkspace, waitMs, refusal }: WaitingLineOptions): WaitingLine {
  const running = new Map<string, number>()
  /** Who waits, by workspace; those who have been waiting for longest first. */
  const lines = new Map<string, (() => void)[]>()
  let taken = 0

  const runningOf = (workspaceId: string): number => running.get(workspaceId) ?? 0
  const isFree = (workspaceId: string): boolean => taken < limit && runningOf(workspaceId) < limitPerWorkspace
  const callNext = (): void => {
    let next: string | undefined
    for (const id of lines.keys()) if (isFree(id) && (next === undefined || runningOf(id) < runningOf(next))) next = id
    if (next === undefined) return
    const line = lines.get(next) ?? []
    const first = line.shift()
    // Behind the other workspaces that have as few.
    lines.delete(next)
    if (line.length > 0) lines.set(next, line)
    first?.()
  }
  const enter = (workspaceId: string): (() => void) => {
    taken += 1
    running.set(workspaceId, runningOf(workspaceId) + 1)
    return () => {
      taken -= 1
      const left = runningOf(workspaceId) - 1
      if (left > 0) running.set(workspaceId, left)
      else running.delete(workspaceId)
      callNext()
    }
  }
  const wait = (workspaceId: string): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer)
        resolve(enter(workspaceId))
      }
      const timer = setTimeout(() => {
        const line = lines.get(workspaceId) ?? []
        line.splice(line.indexOf(begin), 1)
        if (line.length === 0) lines.delete(workspaceId)
        reject(refusal())
      }, waitMs)
      const line = lines.get(workspaceId) ?? []
      line.push(begin)
      lines.set(workspaceId, line)
    })
  return {
    take: async (workspaceId) => (isFree(workspaceId) ? enter(workspaceId) : wait(workspaceId)),
    waiting: () => [...lines.values()].reduce((sum, line) => sum + line.length, 0),
  }
}
