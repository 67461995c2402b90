import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs'
import { asError } from '../waiting/as-error.js'
import { backoffMs } from '../waiting/back-off.js'
import { endsWithin } from '../waiting/ends-within.js'
import { createSignal } from '../waiting/signal.js'
import { openSeeker, type Seeker, type TopicPartition } from './kafka-seek.js'
import type { TopicIds } from './kafka-topic-ids.js'
import {
  type AssignedPartition,
  type LogChunk,
  type LogRecord,
  type SubscribeOptions,
  type Subscription,
  WrongOffset,
} from './log.js'
import { readRecord } from './read-record.js'

export interface KafkaSubscriptionParts {
  readonly kafka: Kafka
  readonly topicIds: TopicIds
  /** What Kafka holds of these partitions now, and whether it remembers that the group has read them. */
  look(group: string, partitions: readonly TopicPartition[]): Promise<readonly AssignedPartition[]>
  /** Called when Kafka does not do what a reader needs. */
  readonly onFailure: (error: Error) => void
  readonly onAnswer: () => void
  readonly sessionTimeoutMs: number
}

const MOST_RECORDS = 200
const AT_ONCE = 8
const HEARTBEAT_MS = 2_000
const METADATA_MS = 20_000
const COMMIT_MS = 1_000
// kafkajs waits for its handlers for ever.
const STOP_MS = 8_000

interface State {
  stopping: boolean
  dead: boolean
  consumer: Consumer | undefined
  /** Undefined where the log's own offsets are read from. */
  readonly seeker: Seeker | undefined
  /** Failures in a row and the offset expected next, by topic and partition. */
  readonly failures: Map<string, number>
  readonly expected: Map<string, bigint>
  /** When an offset was last committed to Kafka, and what is still to be committed, by topic and partition. */
  readonly committedAt: Map<string, number>
  readonly pendingCommits: Map<string, PendingCommit>
}

interface PendingCommit {
  readonly timer: NodeJS.Timeout
  commitOffsets(): Promise<void>
}

/** Reads for a consumer group. It connects in the background, so that a service starts while Kafka is away. */
export function startKafkaSubscription(options: SubscribeOptions, parts: KafkaSubscriptionParts): Subscription {
  const state: State = {
    stopping: false,
    dead: false,
    consumer: undefined,
    seeker: seekerOf(options, parts, (at) => state.consumer?.seek(at)),
    failures: new Map(),
    expected: new Map(),
    committedAt: new Map(),
    pendingCommits: new Map(),
  }
  const stopSignal = createSignal()

  const connect = async (): Promise<void> => {
    for (let attempt = 1; !state.stopping; attempt += 1) {
      const consumer = createConsumer(options, parts)
      state.consumer = consumer
      watch(consumer, { state, options, parts }, () => void reconnect())
      try {
        await consumer.connect()
        // An offset that is out of range would otherwise jump to the end, silently.
        await consumer.subscribe({ topics: [...options.topics], fromBeginning: true })
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: AT_ONCE,
          eachBatch: (payload) => readBatch(payload, { state, options, parts }),
        })
        return
      } catch (error) {
        parts.onFailure(asError(error))
        await consumer.disconnect().catch(() => undefined)
        await stopSignal.wait(backoffMs(attempt, 200, 5_000))
      }
    }
  }

  const reconnect = async (): Promise<void> => {
    await state.consumer?.disconnect().catch(() => undefined)
    connecting = connect()
  }

  let connecting = connect()
  return {
    isAlive: () => !state.dead,
    seek: () => state.seeker?.again(),
    stop: async () => {
      state.stopping = true
      state.seeker?.stop()
      stopSignal.wake()
      await endsWithin(
        (async () => {
          await endsWithin(connecting, STOP_MS / 2)
          for (const { timer, commitOffsets } of state.pendingCommits.values()) {
            clearTimeout(timer)
            await commitOffsets()
          }
          await state.consumer?.disconnect()
        })(),
        STOP_MS,
        // What is not committed is read again, and recognised.
      ).catch(() => undefined)
    },
  }
}

function seekerOf(
  { group, startOffsets }: SubscribeOptions,
  { look, onFailure }: KafkaSubscriptionParts,
  seek: (at: TopicPartition & { readonly offset: string }) => void,
): Seeker | undefined {
  if (startOffsets === undefined) return undefined
  return openSeeker({ startOffsets, look: (partitions) => look(group, partitions), seek, onError: onFailure })
}

interface ReaderContext {
  readonly state: State
  readonly options: SubscribeOptions
  readonly parts: KafkaSubscriptionParts
}

function createConsumer(options: SubscribeOptions, parts: KafkaSubscriptionParts): Consumer {
  return parts.kafka.consumer({
    groupId: options.group,
    sessionTimeout: parts.sessionTimeoutMs,
    heartbeatInterval: HEARTBEAT_MS,
    rebalanceTimeout: 25_000,
    // An answer comes as soon as there is a record; heartbeats go out between two fetches.
    maxWaitTimeInMs: HEARTBEAT_MS,
    minBytes: 1,
    maxBytesPerPartition: 512 * 1024,
    maxBytes: 4 * 1024 * 1024,
    allowAutoTopicCreation: false,
    // How long a partition that was added goes unread; the default is five minutes.
    metadataMaxAge: METADATA_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
  })
}

function watch(consumer: Consumer, { state, options, parts }: ReaderContext, reconnect: () => void): void {
  consumer.on(consumer.events.FETCH, parts.onAnswer)
  consumer.on(consumer.events.GROUP_JOIN, ({ payload: { memberAssignment } }) => {
    // A topic that was made anew reaches us by way of a new assignment.
    parts.topicIds.forget(options.topics)
    state.seeker?.assigned(
      Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      ),
    )
    state.expected.clear()
    // Partitions may belong to somebody else now, whose offset an old one of ours would set back.
    for (const { timer } of state.pendingCommits.values()) clearTimeout(timer)
    state.pendingCommits.clear()
    state.committedAt.clear()
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    parts.onFailure(payload.error)
    if (payload.restart || state.stopping || state.dead) return
    if (isPassing(payload.error)) {
      reconnect()
      return
    }
    state.dead = true
    options.onDead?.(payload.error)
  })
}

/**
 * Whether a crash has a cause that passes: a young cluster, or one that stood still or lost a broker, has no coordinator
 * for a moment. kafkajs wraps the cause into an error that it calls final, and would never ask again.
 */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const saysSo = 'retriable' in error && error.retriable === true
  return saysSo || error.name === 'KafkaJSGroupCoordinatorNotFound' || isPassing(error.cause)
}

/**
 * Applies what was fetched from one partition. Whatever is wrong with the records, kafkajs never gets it: an error
 * of ours would end the consumer for good. Only its own errors go back to it, so that it joins the group again.
 */
async function readBatch(payload: EachBatchPayload, around: ReaderContext): Promise<void> {
  const { batch, resolveOffset, isRunning, isStale } = payload
  const { state } = around
  const slot = `${batch.topic} ${batch.partition}`
  if (!(await isAtStart(payload, state.seeker))) return
  let next = fetchedFrom(batch)
  for (let from = 0; from < batch.messages.length; from += MOST_RECORDS) {
    if (!isRunning() || isStale() || state.stopping) return
    const records = batch.messages
      .slice(from, from + MOST_RECORDS)
      .map((message) => recordOf(batch.topic, batch.partition, message))
    const [first, last] = [records[0], records.at(-1)]
    if (first === undefined || last === undefined) return
    noticeSteppingBack(around, batch.topic, { slot, offset: first.offset })
    const turn = takeTurn(payload, around)
    try {
      await around.options.onChunk(await turn.chunk(next, records))
      next = last.offset + 1n
      turn.throwIfBroken()
      state.failures.delete(slot)
      state.expected.set(slot, last.offset + 1n)
      resolveOffset(String(last.offset))
    } catch (error) {
      const committed = turn.committed()
      if (committed !== undefined) resolveOffset(String(committed - 1n))
      turn.throwIfBroken()
      giveBack(payload, around, error)
      return
    } finally {
      turn.end()
    }
    await payload.heartbeat()
  }
}

/** Resolves once it is known where to read; false if that was asked anew meanwhile. */
const isAtStart = async (payload: EachBatchPayload, seeker: Seeker | undefined): Promise<boolean> =>
  seeker === undefined || withHeartbeats(payload, seeker.ready())

/** Waits with the session kept alive; throws kafkajs' own error if that is lost. */
async function withHeartbeats<T>(payload: EachBatchPayload, waiting: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const lost = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => void payload.heartbeat().catch(reject), HEARTBEAT_MS)
  })
  try {
    return await Promise.race([waiting, lost])
  } finally {
    clearInterval(timer)
  }
}

/** The offset that was asked for: what lies between it and the first record is not in the log. */
function fetchedFrom(batch: EachBatchPayload['batch']): bigint {
  const fetched = 'fetchedOffset' in batch ? batch.fetchedOffset : undefined
  if (typeof fetched !== 'string') throw new Error('kafkajs does not say from which offset it has fetched.')
  return BigInt(fetched)
}

// Offsets only go back in a topic that was made anew, or after a commit that failed; asking again costs little.
function noticeSteppingBack(around: ReaderContext, topic: string, at: { slot: string; offset: bigint }): void {
  if (at.offset < (around.state.expected.get(at.slot) ?? 0n)) around.parts.topicIds.forget([topic])
}

/** What failed is fetched again after a pause, or from where the database stands. */
function giveBack(payload: EachBatchPayload, { state }: ReaderContext, error: unknown): void {
  if (error instanceof WrongOffset) state.seeker?.again()
  waitAndResume(payload, state, `${payload.batch.topic} ${payload.batch.partition}`)
}

// While a partition is paused kafkajs keeps the session alive by itself, and the others go on.
function waitAndResume(payload: EachBatchPayload, state: State, slot: string): void {
  const failures = (state.failures.get(slot) ?? 0) + 1
  state.failures.set(slot, failures)
  setTimeout(payload.pause(), backoffMs(failures, 100, 5_000))
}

interface Turn {
  chunk(from: bigint, records: readonly LogRecord[]): Promise<LogChunk>
  /** Throws an error of kafkajs itself: the partition is not ours any more, or the broker is away. */
  throwIfBroken(): void
  committed(): bigint | undefined
  end(): void
}

/** One chunk's time: heartbeats go on by themselves, as kafkajs has none in the background. */
function takeTurn(payload: EachBatchPayload, { parts, state }: ReaderContext): Turn {
  const { topic, partition } = payload.batch
  let broken: Error | undefined
  let committed: bigint | undefined
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (broken !== undefined) throw broken
    try {
      await work()
    } catch (error) {
      broken = asError(error)
      throw error
    }
  }
  const heartbeat = (): Promise<void> => guarded(() => payload.heartbeat())
  const timer = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS)
  return {
    throwIfBroken: () => {
      if (broken !== undefined) throw broken
    },
    committed: () => committed,
    end: () => clearInterval(timer),
    chunk: async (from, records) => ({
      topic,
      topicId: await parts.topicIds.of(topic),
      partition,
      from,
      records,
      isAtEnd: BigInt(records.at(-1)?.offset ?? 0) + 1n >= BigInt(payload.batch.highWatermark),
      isMine: () => broken === undefined && payload.isRunning() && !payload.isStale() && !state.dead,
      heartbeat: heartbeat,
      commit: async (nextOffset) => {
        committed = nextOffset
        const offsets = [{ partition, offset: String(nextOffset) }]
        // `consumer.commitOffsets()` would end the consumer for good when it meets a rebalance.
        const commitOffsets = (): Promise<void> =>
          payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: offsets }] })
        if (isDue(state, `${topic} ${partition}`, commitOffsets)) await guarded(commitOffsets)
      },
    }),
  }
}

/**
 * Offsets are committed to Kafka once a second: the checkpoint that counts is in the database, in the transaction with the
 * effects, and what is read twice is recognised by it. True if it is to be committed now; else it is committed later.
 */
function isDue(state: State, slot: string, commitOffsets: () => Promise<void>): boolean {
  clearTimeout(state.pendingCommits.get(slot)?.timer)
  state.pendingCommits.delete(slot)
  const now = performance.now()
  if (now - (state.committedAt.get(slot) ?? Number.NEGATIVE_INFINITY) >= COMMIT_MS) {
    state.committedAt.set(slot, now)
    return true
  }
  const later = (): Promise<void> => {
    state.pendingCommits.delete(slot)
    // The partition may belong to somebody else by now, who commits then.
    return commitOffsets().catch(() => undefined)
  }
  const timer = setTimeout(() => void later(), COMMIT_MS)
  timer.unref()
  state.pendingCommits.set(slot, { timer, commitOffsets: later })
  return false
}

function recordOf(topic: string, partition: number, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    ...readRecord(message),
    timestamp: new Date(Number(message.timestamp)),
  }
}
