import {
  asError,
  backoffMs,
  createGate,
  createSignal,
  endsWithin,
  type LogChunk,
  type LogRecord,
  type Signal,
  type SubscribeOptions,
  type Subscription,
  WrongOffset,
} from '@polyphon/service-kit/runtime'
import type { Lease, Leases } from './lease.js'
import { type OffsetWriter, openOffsetWriter } from './offsets.js'
import type { Partition, Store } from './store.js'
import type { Tails } from './tail.js'

export interface SubscriptionParts {
  readonly store: Store
  readonly leases: Leases
  readonly tails: Tails
  readonly onError: (error: Error) => void
}

/** A subscription that is also shown by the log's poll which partitions still exist. */
export interface EmbeddedSubscription extends Subscription {
  seen(nextOffsets: ReadonlyMap<number, bigint>): void
}

const MOST_RECORDS = 200
const AT_ONCE = 8
const STANDBY_MS = 250
const LOOK_MS = 30_000
const STOP_MS = 10_000

/** Reads for a group as long as it has the lease; another member takes over where it stopped. */
export function startSubscription(options: SubscribeOptions, parts: SubscriptionParts): EmbeddedSubscription {
  const { store, leases, onError } = parts
  const stopSignal = createSignal()
  const gate = createGate(AT_ONCE)
  const signals = new Set<Signal>()
  const state = { stopping: false, stale: false, wrong: false, partitions: [] as readonly Partition[] }
  const wakeAll = (): void => {
    stopSignal.wake()
    for (const signal of signals) signal.wake()
  }

  const seek = (): void => {
    state.stale = true
    wakeAll()
  }

  const readAsOwner = async (lease: Lease): Promise<void> => {
    state.stale = false
    state.wrong = false
    state.partitions = await store.partitions(options.topics)
    const offsetWriter = openOffsetWriter(store, options.group, onError)
    const from = await startOffsets(options, store, state.partitions)
    const isMine = (): boolean => lease.isHeld() && !state.stale
    const goesOn = (): boolean => !state.stopping && isMine()
    const onWrong = (): void => {
      state.wrong = true
      seek()
    }
    const readers = state.partitions.map((partition) =>
      whileWatching(parts.tails, { id: partition.id, signals }, (signal) => {
        const reader = { partition, signal, offsetWriter, isMine, goesOn, onWrong, start: from.get(partition.id) ?? 0n }
        return readPartition(reader, { options, parts, gate })
      }),
    )
    await Promise.all(readers)
    if (lease.isHeld()) await offsetWriter.flush()
    // Asked for again after a pause, should it be wrong each time.
    if (state.wrong) throw new Error(`${options.group} reads on from other offsets.`)
  }

  const tryAsOwner = async (): Promise<boolean> => {
    // Whoever waits for a record must hear that the lease is gone, or nobody reads until one comes.
    const lease = await leases.tryTake(options.group, wakeAll)
    if (lease === undefined) return false
    try {
      await readAsOwner(lease)
    } finally {
      await lease.release()
    }
    return true
  }

  const running = repeat(tryAsOwner, { isOver: () => state.stopping, signal: stopSignal, onError })
  return {
    isAlive: () => true,
    seek,
    stop: async () => {
      state.stopping = true
      wakeAll()
      await endsWithin(running, STOP_MS)
    },
    seen: (nextOffsets) => {
      if (!state.partitions.every(({ id }) => nextOffsets.has(id))) seek()
    },
  }
}

/** Does work with a bell that rings for each record of the partition, and when the reader is to look up. */
async function whileWatching(
  tails: Tails,
  { id, signals }: { readonly id: number; readonly signals: Set<Signal> },
  work: (signal: Signal) => Promise<void>,
): Promise<void> {
  const signal = createSignal()
  signals.add(signal)
  const unwatch = tails.watch(id, signal)
  await work(signal)
  unwatch()
  signals.delete(signal)
}

/** Where to read on, by partition: where the database of the group stands, or else where the log says. */
async function startOffsets(
  { group, startOffsets: ask }: SubscribeOptions,
  store: Store,
  partitions: readonly Partition[],
): Promise<ReadonlyMap<number, bigint>> {
  const stored = await store.offsets(group, partitions)
  if (ask === undefined) return stored
  const spans = await store.spans(partitions)
  const offsets = await ask(
    partitions.map(({ id, topic, topicId, partition }) => {
      const { first, end } = spans.get(id) ?? { first: 0n, end: 0n }
      return { topic, topicId, partition, first, end, wasRead: stored.has(id) }
    }),
  )
  return new Map(partitions.map(({ id }, index) => [id, offsets[index] ?? 0n]))
}

/** Stands by while another member has the lease, and comes back after every trouble. */
async function repeat(
  tryAsOwner: () => Promise<boolean>,
  around: { isOver(): boolean; readonly signal: Signal; onError(error: Error): void },
): Promise<void> {
  for (let failures = 0; !around.isOver(); ) {
    try {
      if (!(await tryAsOwner())) await around.signal.wait(STANDBY_MS)
      failures = 0
    } catch (error) {
      failures += 1
      around.onError(asError(error))
      await around.signal.wait(backoffMs(failures, 100, 5_000))
    }
  }
}

interface Reader {
  readonly partition: Partition
  readonly signal: Signal
  readonly offsetWriter: OffsetWriter
  readonly start: bigint
  isMine(): boolean
  goesOn(): boolean
  /** What was read is not what was to be read next. */
  onWrong(): void
}

interface SubscriptionContext {
  readonly options: SubscribeOptions
  readonly parts: SubscriptionParts
  readonly gate: <T>(work: () => Promise<T>) => Promise<T>
}

async function readPartition(reader: Reader, { options, parts, gate }: SubscriptionContext): Promise<void> {
  let next = reader.start
  let failures = 0
  while (reader.goesOn()) {
    try {
      const known = parts.tails.read(reader.partition.id, next, MOST_RECORDS)
      const records = known ?? (await parts.store.read(reader.partition, next, MOST_RECORDS))
      const last = records.at(-1)
      if (last === undefined) {
        // The bell rings for each record; the timeout is for what nobody has thought of.
        await reader.signal.wait(LOOK_MS)
        continue
      }
      const commit = (to: bigint): void => {
        if (to > next) next = to
        reader.offsetWriter.set(reader.partition.id, next)
      }
      await gate(async () => {
        if (reader.goesOn()) await options.onChunk(chunkOf(reader, { next, records }, commit))
      })
      if (!reader.goesOn()) return
      next = last.offset + 1n
      failures = 0
    } catch (error) {
      failures += 1
      parts.onError(asError(error))
      if (error instanceof WrongOffset) reader.onWrong()
      if (reader.goesOn()) await pause(reader, backoffMs(failures, 100, 5_000))
    }
  }
}

/** Waits out the time although records that arrive ring the bell; only the end of the reader cuts it short. */
async function pause(reader: Reader, ms: number): Promise<void> {
  const until = performance.now() + ms
  while (reader.goesOn() && performance.now() < until) await reader.signal.wait(Math.max(1, until - performance.now()))
  // What rang in the meantime is read next.
  reader.signal.wake()
}

function chunkOf(
  reader: Reader,
  { next, records }: { readonly next: bigint; readonly records: readonly LogRecord[] },
  commit: (to: bigint) => void,
): LogChunk {
  const { topic, topicId, partition, compacted } = reader.partition
  return {
    topic,
    topicId,
    partition,
    // Offsets have no gaps here: what is missing before the first record was deleted, and not compacted, by its age.
    from: compacted ? next : (records[0]?.offset ?? next),
    records,
    isAtEnd: records.length < MOST_RECORDS,
    isMine: () => reader.isMine(),
    heartbeat: async () => {
      if (!reader.isMine()) throw new Error(`The place of this reader in ${topic} was taken by another one.`)
    },
    commit: async (to) => commit(to),
  }
}
