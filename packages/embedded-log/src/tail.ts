import { type LogRecord, type Signal } from '@polyphon/service-kit/runtime'

/** The newest records of each partition, shared by everything in this process that uses the same log. */
export interface Tails {
  /** Tells everybody who watches the partition about records that have just been committed. */
  wrote(partitionId: number, records: readonly LogRecord[]): void
  /** Tells everybody that another process has written. */
  movedElsewhere(partitionId: number, next: bigint): void
  /** What stands at and behind `from`, empty if nothing does; undefined if only the table knows. */
  read(partitionId: number, from: bigint, most: number): readonly LogRecord[] | undefined
  watch(partitionId: number, signal: Signal): () => void
  /** Lets go of all records, so that what the table has forgotten is not read here. */
  forget(): void
}

interface Tail {
  records: LogRecord[]
  next: bigint
}

// Enough for a reader that keeps up; whoever is further behind reads the table.
const KEPT_RECORDS = 256
const KEPT_CHARACTERS = 512 * 1024

function createTails(): Tails {
  const tails = new Map<number, Tail>()
  const watchers = new Map<number, Set<Signal>>()
  const wakeWatchers = (partitionId: number): void => {
    for (const signal of watchers.get(partitionId) ?? []) signal.wake()
  }
  return {
    wrote: (partitionId, records) => {
      const first = records[0]
      if (first === undefined) return
      const tail = tails.get(partitionId)
      // Two writers may learn of their commits in another order than the offsets have: then the older one is not kept.
      if (tail === undefined || tail.next < first.offset) {
        tails.set(partitionId, { records: trimmed([...records]), next: first.offset + BigInt(records.length) })
      } else if (tail.next === first.offset) {
        tail.records = trimmed([...tail.records, ...records])
        tail.next = first.offset + BigInt(records.length)
      }
      wakeWatchers(partitionId)
    },
    movedElsewhere: (partitionId, next) => {
      const tail = tails.get(partitionId)
      if (tail !== undefined && tail.next >= next) return
      tails.set(partitionId, { records: [], next })
      wakeWatchers(partitionId)
    },
    read: (partitionId, from, most) => {
      const tail = tails.get(partitionId)
      if (tail === undefined) return undefined
      if (from >= tail.next) return []
      const first = tail.records[0]
      if (first === undefined || from < first.offset) return undefined
      const position = Number(from - first.offset)
      return tail.records.slice(position, position + most)
    },
    watch: (partitionId, signal) => {
      const signals = watchers.get(partitionId) ?? new Set()
      watchers.set(partitionId, signals.add(signal))
      return () => void signals.delete(signal)
    },
    forget: () => {
      for (const tail of tails.values()) tail.records = []
    },
  }
}

function trimmed(records: LogRecord[]): LogRecord[] {
  let characters = 0
  let from = records.length
  while (from > 0 && records.length - from < KEPT_RECORDS && characters < KEPT_CHARACTERS) {
    from -= 1
    characters += records[from]?.value?.length ?? 0
  }
  return from === 0 ? records : records.slice(from)
}

const shared = new Map<string, { readonly tails: Tails; users: number }>()

/** The tails of the log at this address; services that run in one process wake each other through them. */
export function shareTails(url: string): { readonly tails: Tails; release(): void } {
  const entry = shared.get(url) ?? { tails: createTails(), users: 0 }
  entry.users += 1
  shared.set(url, entry)
  return {
    tails: entry.tails,
    release: () => {
      entry.users -= 1
      if (entry.users === 0) shared.delete(url)
    },
  }
}
