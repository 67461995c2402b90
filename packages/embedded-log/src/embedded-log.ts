import { crc32 } from 'node:zlib'
import { AppError } from '@polyphon/service-kit'
import {
  asError,
  type EventLog,
  type LogRecord,
  type OutgoingRecord,
  type PartitionEnd,
  type PartitionSince,
  type SubscribeOptions,
  type Subscription,
} from '@polyphon/service-kit/runtime'
import { cleanLog } from './clean.js'
import { type Leases, openLeases } from './lease.js'
import { openStore, PARTITIONS, type Partition, type Store } from './store.js'
import { type EmbeddedSubscription, startSubscription } from './subscription.js'
import { shareTails, type Tails } from './tail.js'

export interface EmbeddedLogOptions {
  /** A database of its own, with the tables of `migrations/`. */
  readonly url: string
  readonly now: () => Date
  readonly connections?: number
  /** How often to look for records of other processes; within a process readers are woken at once. */
  readonly pollMs?: number
  readonly cleanEveryMs?: number
  readonly tombstonesMs?: number
  readonly compactAfter?: number
  readonly onError?: (error: Error) => void
}

export interface EmbeddedLog extends EventLog {
  /** Compacts and forgets now, if no other process has taken on that work. */
  clean(): Promise<void>
}

const DAY_MS = 86_400_000

/** The event log in a PostgreSQL database: the same promises as Kafka's, for one machine. */
export async function openEmbeddedLog(options: EmbeddedLogOptions): Promise<EmbeddedLog> {
  const onError = options.onError ?? (() => undefined)
  const store = openStore(options.url, options.connections ?? 6, onError)
  const leases = openLeases(options.url, onError)
  const { tails, release } = shareTails(options.url)
  const subscriptions = new Set<EmbeddedSubscription>()
  const clean = createCleaner({ store, leases, tails, options })
  const log: EmbeddedLog = {
    createTopics: (topics) => store.createTopics(topics),
    send: createSend({ store, tails, now: options.now }),
    subscribe: async (given) => subscribe(given, { store, leases, tails, onError }, subscriptions),
    ends: (topics) => endsOf(store, topics),
    since: (topic, moment) => sinceIn(store, topic, moment),
    look: (topics) => store.look(topics),
    check: async () => {
      await store.pool.query('select 1')
    },
    clean,
    close: async () => {
      clearInterval(polling)
      clearInterval(cleaning)
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()))
      release()
      await leases.close()
      await store.pool.end()
    },
  }
  const polling = setInterval(() => void poll(), options.pollMs ?? 1_000)
  const cleaning = setInterval(() => void clean().catch(onError), options.cleanEveryMs ?? 60_000)
  const poll = async (): Promise<void> => {
    if (subscriptions.size === 0) return
    try {
      const nextOffsets = await store.nextOffsets()
      for (const [id, next] of nextOffsets) tails.movedElsewhere(id, next)
      for (const subscription of subscriptions) subscription.seen(nextOffsets)
    } catch (error) {
      onError(asError(error))
    }
  }
  return log
}

async function subscribe(
  options: SubscribeOptions,
  parts: Parameters<typeof startSubscription>[1],
  subscriptions: Set<EmbeddedSubscription>,
): Promise<Subscription> {
  const found = new Set((await parts.store.partitions(options.topics)).map((partition) => partition.topic))
  const missing = options.topics.filter((topic) => !found.has(topic))
  if (missing.length > 0) throw new Error(`The log has no topic ${missing.join(', ')}.`)
  const subscription = startSubscription(options, parts)
  subscriptions.add(subscription)
  return {
    isAlive: () => subscription.isAlive(),
    seek: () => subscription.seek(),
    stop: async () => {
      await subscription.stop()
      subscriptions.delete(subscription)
    },
  }
}

interface SendParts {
  readonly store: Store
  readonly tails: Tails
  readonly now: () => Date
}

function createSend({ store, tails, now }: SendParts): EventLog['send'] {
  const known = new Map<string, readonly Partition[]>()

  const partitionsOf = async (topic: string): Promise<readonly Partition[]> => {
    const cached = known.get(topic)
    if (cached !== undefined) return cached
    const partitions = await store.partitions([topic])
    if (partitions.length !== PARTITIONS) throw new Error(`The log has no topic ${topic}.`)
    known.set(topic, partitions)
    return partitions
  }

  const batchesOf = async (records: readonly OutgoingRecord[]): Promise<Map<Partition, OutgoingRecord[]>> => {
    const batches = new Map<Partition, OutgoingRecord[]>()
    for (const record of records) {
      const partitions = await partitionsOf(record.topic)
      const partition = partitions[crc32(record.key) % PARTITIONS]
      if (partition === undefined) throw new Error(`The log has no topic ${record.topic}.`)
      const batch = batches.get(partition)
      if (batch === undefined) batches.set(partition, [record])
      else batch.push(record)
    }
    return batches
  }

  const once = async (records: readonly OutgoingRecord[]): Promise<void> => {
    const at = now()
    const batches = await batchesOf(records)
    const firsts = await store.append(batches, at)
    for (const [partition, batch] of batches) {
      const first = firsts.get(partition.id)
      if (first !== undefined) tails.wrote(partition.id, written(partition, { batch, first, at }))
    }
  }

  return async (records) => {
    if (records.length === 0) return
    try {
      await once(records)
    } catch (error) {
      // P0002: a topic was made anew since we looked.
      if (!(error instanceof Error && 'code' in error && error.code === 'P0002')) throw error
      known.clear()
      await once(records)
    }
  }
}

function written(
  partition: Partition,
  appended: { readonly batch: readonly OutgoingRecord[]; readonly first: bigint; readonly at: Date },
): LogRecord[] {
  return appended.batch.map((record, position) => ({
    ...record,
    partition: partition.partition,
    offset: appended.first + BigInt(position),
    timestamp: appended.at,
  }))
}

async function endsOf(store: Store, topics: readonly string[]): Promise<readonly PartitionEnd[]> {
  try {
    const { rows } = await store.pool.query<{
      topic: string
      topic_id: string
      partition: number
      next_offset: string
    }>(
      `select topic, topic_id, partition, next_offset from log_partition join log_topic using (topic)
        where topic = any ($1) and next_offset > 0 order by topic, partition`,
      [topics],
    )
    return rows.map((row) => ({
      topic: row.topic,
      topicId: row.topic_id,
      partition: row.partition,
      end: BigInt(row.next_offset),
    }))
  } catch (cause) {
    throw notAvailable(cause)
  }
}

const notAvailable = (cause: unknown): AppError =>
  new AppError('unavailable', 'log_unavailable', 'The event log does not answer at the moment.', {
    cause,
    retryAfterSeconds: 2,
  })

async function sinceIn(store: Store, topic: string, moment: Date): Promise<readonly PartitionSince[]> {
  try {
    const partitions = await store.partitions([topic])
    const [spans, firsts] = await Promise.all([store.spans(partitions), store.since(partitions, moment)])
    return partitions.map(({ id, topicId, partition }) => {
      const { first, end } = spans.get(id) ?? { first: 0n, end: 0n }
      return { topicId, partition, first, from: firsts.get(id) ?? end }
    })
  } catch (cause) {
    throw notAvailable(cause)
  }
}

function createCleaner(parts: {
  readonly store: Store
  readonly leases: Leases
  readonly tails: Tails
  readonly options: EmbeddedLogOptions
}): () => Promise<void> {
  const { store, leases, options } = parts
  return async () => {
    const lease = await leases.tryTake('$clean')
    if (lease === undefined) return
    try {
      await cleanLog(store.pool, {
        now: options.now(),
        tombstonesMs: options.tombstonesMs ?? 7 * DAY_MS,
        compactAfter: options.compactAfter ?? 1_000,
      })
      parts.tails.forget()
    } finally {
      await lease.release()
    }
  }
}
