/** Moments at which all partitions of a group read on together. */
export interface Linger {
  /** Resolves at the next one; at once if there are none, or none any more. */
  next(): Promise<void>
  stop(): void
}

/** Whoever waits first begins a pause, and everybody who waits until its end goes on with it. */
export function createLinger(everyMs: number | undefined): Linger {
  const waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  let isOver = everyMs === undefined
  const release = (): void => {
    clearTimeout(timer)
    timer = undefined
    for (const goOn of waiting.splice(0)) goOn()
  }
  return {
    next: () =>
      isOver
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve)
            timer ??= setTimeout(release, everyMs)
          }),
    stop: () => {
      isOver = true
      release()
    },
  }
}
