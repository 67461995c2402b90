/** Groups what waits for one workspace into one transaction. */
export interface Batcher<Item, Result> {
  /** Resolves with the results of these items once the batch that they were part of is committed. */
  add(workspaceId: string, items: readonly Item[]): Promise<readonly Result[]>
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>
}

export interface BatcherOptions<Item, Result> {
  /** Most items in one batch; the items of one call stay together, so a batch may end earlier. */
  readonly maxItems: number
  /** Batches of one workspace under way at the same time. */
  readonly maxInFlight: number
  /** Writes the items in one transaction and answers one result for each, in order. */
  run(workspaceId: string, items: readonly Item[]): Promise<readonly Result[]>
}

interface Waiting<Item, Result> {
  readonly items: readonly Item[]
  resolve(results: readonly Result[]): void
  reject(error: unknown): void
}

interface Line<Item, Result> {
  readonly waiting: Waiting<Item, Result>[]
  inFlight: number
}

/**
 * Starts a batch at once while fewer than `maxInFlight` are under way, otherwise when one ends: a lone request does not
 * wait, and under load the batches grow by themselves.
 */
export function openBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const lines = new Map<string, Line<Item, Result>>()
  const idle: (() => void)[] = []

  const start = (workspaceId: string, line: Line<Item, Result>): void => {
    while (line.inFlight < options.maxInFlight && line.waiting.length > 0) {
      line.inFlight += 1
      void runBatch(workspaceId, takeBatch(line.waiting, options.maxItems)).finally(() => {
        line.inFlight -= 1
        start(workspaceId, line)
        if (line.inFlight === 0) lines.delete(workspaceId)
        if (lines.size === 0) for (const done of idle.splice(0)) done()
      })
    }
  }

  const runBatch = async (workspaceId: string, batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await options.run(
        workspaceId,
        batch.flatMap((waiting) => waiting.items),
      )
      let from = 0
      for (const waiting of batch) {
        waiting.resolve(results.slice(from, from + waiting.items.length))
        from += waiting.items.length
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error)
    }
  }

  return {
    add: (workspaceId, items) =>
      new Promise((resolve, reject) => {
        const line = lines.get(workspaceId) ?? { waiting: [], inFlight: 0 }
        lines.set(workspaceId, line)
        line.waiting.push({ items, resolve, reject })
        // After this turn of the event loop, so that requests that arrive together leave together.
        setImmediate(() => start(workspaceId, line))
      }),
    drain: () => (lines.size === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve))),
  }
}

function takeBatch<Item, Result>(waiting: Waiting<Item, Result>[], maxItems: number): readonly Waiting<Item, Result>[] {
  let size = waiting[0]?.items.length ?? 0
  let count = 1
  while (count < waiting.length && size + (waiting[count]?.items.length ?? 0) <= maxItems) {
    size += waiting[count]?.items.length ?? 0
    count += 1
  }
  return waiting.splice(0, count)
}
