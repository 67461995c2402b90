export interface GroupOptions {
  /** Most items that are written together. */
  readonly most: number
  /** How long the first one waits for company. */
  readonly waitMs: number
  /** Writes under way at the same time. */
  readonly inFlight: number
  write(items: readonly string[]): Promise<void>
}

interface Waiting {
  readonly items: readonly string[]
  resolve(): void
  reject(error: unknown): void
}

/** Writes what waits together; each caller is answered once its own items are written. */
export function groupCommits(options: GroupOptions): (items: readonly string[]) => Promise<void> {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let writing = 0

  const flush = (): void => {
    timer = undefined
    while (waiting.length > 0 && writing < options.inFlight) {
      let size = 0
      let count = 0
      while (count < waiting.length && (count === 0 || size + (waiting[count]?.items.length ?? 0) <= options.most)) {
        size += waiting[count]?.items.length ?? 0
        count += 1
      }
      write(waiting.splice(0, count))
    }
  }
  const write = (taken: readonly Waiting[]): void => {
    writing += 1
    options
      .write(taken.flatMap(({ items }) => items))
      .then(
        () => taken.forEach(({ resolve }) => resolve()),
        (error: unknown) => taken.forEach(({ reject }) => reject(error)),
      )
      .finally(() => {
        writing -= 1
        flush()
      })
  }
  return (items) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ items, resolve, reject })
      timer ??= setTimeout(flush, options.waitMs)
    })
}
