import { setTimeout as delay } from 'node:timers/promises'
import { type Admin, Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import type { Logger } from 'pino'
import { backoffMs } from '../waiting/back-off.js'
import { lookAtTopics } from './kafka-look.js'
import { openKafkaProducer } from './kafka-producer.js'
import { lookAtPartitions, sinceIn } from './kafka-seek.js'
import { startKafkaSubscription } from './kafka-subscription.js'
import { openTopicIds, type TopicIds } from './kafka-topic-ids.js'
import { asLogUnavailable } from './kafka-unavailable.js'
import type { EventLog, PartitionEnd, Subscription, TopicSettings } from './log.js'

export interface KafkaLogOptions {
  readonly brokers: readonly string[]
  readonly clientId: string
  /** For topics that are missing and therefore made. */
  readonly partitions: number
  readonly replication: number
  readonly logger: Logger
  /** Told of what fails, and of what works, while nobody asks: readers connect in the background. */
  readonly onFailure?: (error: Error) => void
  readonly onAnswer?: () => void
  readonly ssl?: KafkaConfig['ssl']
  readonly sasl?: KafkaConfig['sasl']
  readonly sessionTimeoutMs?: number
  /** The time that records carry; Kafka refuses those from more than an hour ahead, whoever's clock is wrong. */
  readonly now?: () => Date
}

const WEEK_MS = 7 * 86_400_000
const LARGEST_RECORD = 1024 * 1024

/** The event log in Kafka. It opens without a broker: whatever needs one fails until it is there, and then works. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const { logger } = options
  const kafka = openClient(options)
  const producer = openKafkaProducer(kafka, options.now ?? (() => new Date()))
  const topicIds = openTopicIds(kafka, (topic) =>
    logger.warn(
      { event: 'log.no_topic_id', topic },
      'this Kafka has no topic ids; a topic made anew is not recognised',
    ),
  )
  const admin = openAdmin(kafka)
  const subscriptions = new Set<Subscription>()
  return {
    createTopics: async (topics) => {
      const made = await admin((connected) => createTopics(connected, topics, options))
      if (made.length > 0) await untilLed(kafka, made)
    },
    send: (records) => producer.send(records),
    subscribe: async (given) => {
      const subscription = startKafkaSubscription(given, {
        kafka,
        topicIds,
        look: (group, partitions) =>
          withAdmin(kafka, (client) => lookAtPartitions(client, topicIds, { group, partitions })),
        onFailure: options.onFailure ?? ignore,
        onAnswer: options.onAnswer ?? ignore,
        sessionTimeoutMs: options.sessionTimeoutMs ?? 10_000,
      })
      subscriptions.add(subscription)
      return subscription
    },
    ends: (topics, ids) =>
      withAdmin(kafka, (client) => {
        if (ids !== 'known') topicIds.forget(topics)
        return endsOf(client, topicIds, topics)
      }).catch(refuse),
    since: (topic, moment) =>
      withAdmin(kafka, (client) => {
        topicIds.forget([topic])
        return sinceIn(client, topicIds, { topic, moment })
      }).catch(refuse),
    look: (topics) => withAdmin(kafka, (client) => lookAtTopics(client, topics)).catch(refuse),
    check: () => admin(async (connected) => void (await connected.describeCluster())),
    close: async () => {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()))
      await Promise.allSettled([producer.close(), topicIds.close(), admin(async (connected) => connected.disconnect())])
    },
  }
}

const ignore = (): void => undefined

/** A client of these brokers; connects when it is first asked for something. */
export function openClient(options: Pick<KafkaLogOptions, 'brokers' | 'clientId' | 'logger' | 'ssl' | 'sasl'>): Kafka {
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
    ...(options.ssl !== undefined && { ssl: options.ssl }),
    ...(options.sasl !== undefined && { sasl: options.sasl }),
    logLevel: logLevel.ERROR,
    // kafkajs calls an error what it then gets over by itself.
    logCreator: () => (entry) =>
      options.logger.debug({ event: 'kafkajs', namespace: entry.namespace }, entry.log.message),
  })
}

type UseAdmin = <T>(work: (admin: Admin) => Promise<T>) => Promise<T>

/** Connects when first needed, and answers every failure as "not available now". */
function openAdmin(kafka: Kafka): UseAdmin {
  const admin = kafka.admin()
  let connected: Promise<void> | undefined
  return async (work) => {
    try {
      connected ??= admin.connect()
      await connected
      return await work(admin)
    } catch (cause) {
      connected = undefined
      throw asLogUnavailable(cause)
    }
  }
}

/**
 * Does work with an admin that is used once: one that has asked for a topic fails for ever after the topic is deleted,
 * whatever it is asked for then.
 */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

function refuse(cause: unknown): never {
  throw asLogUnavailable(cause)
}

async function createTopics(
  admin: Admin,
  topics: readonly TopicSettings[],
  options: KafkaLogOptions,
): Promise<readonly string[]> {
  const existing = new Set(await admin.listTopics())
  const missing = topics.filter((topic) => !existing.has(topic.name))
  if (missing.length === 0) return []
  // Another replica may do the same: kafkajs answers false if all of them exist by now.
  await patiently(() =>
    admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: options.partitions,
        replicationFactor: options.replication,
        configEntries: Object.entries(configOf(topic, options)).map(([name, value]) => ({ name, value })),
      })),
    }),
  )
  return missing.map(({ name }) => name)
}

/** Waits until these topics take records: a broker that has just become leader may not know it yet. */
function untilLed(kafka: Kafka, topics: readonly string[]): Promise<unknown> {
  return withAdmin(kafka, (admin) =>
    Promise.all(topics.map((topic) => patiently(() => admin.fetchTopicOffsets(topic)))),
  )
}

const TRIES = 20

/** Asks again while the brokers are still agreeing on what was just changed; kafkajs itself soon gives up. */
async function patiently(ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ask()
      return
    } catch (error) {
      const isYoung = error instanceof Error && 'retriable' in error && error.retriable === true
      if (!isYoung || attempt === TRIES) throw error
      await delay(backoffMs(attempt, 50, 1_000))
    }
  }
}

function configOf(topic: TopicSettings, options: KafkaLogOptions): Record<string, string> {
  const kept: Record<string, string> = topic.compacted
    ? { 'cleanup.policy': 'compact', 'delete.retention.ms': String(WEEK_MS), 'max.compaction.lag.ms': String(WEEK_MS) }
    : { 'cleanup.policy': 'delete', 'retention.ms': String(topic.retentionMs) }
  return {
    ...kept,
    'max.message.bytes': String(LARGEST_RECORD),
    'min.insync.replicas': String(Math.max(1, options.replication - 1)),
    'unclean.leader.election.enable': 'false',
  }
}

async function endsOf(admin: Admin, topicIds: TopicIds, topics: readonly string[]): Promise<readonly PartitionEnd[]> {
  const ends = await Promise.all(
    topics.map(async (topic) => {
      const topicId = await topicIds.of(topic)
      const offsets = await admin.fetchTopicOffsets(topic)
      return offsets
        .filter(({ high, low }) => high !== low)
        .map(({ partition, high }) => ({ topic, topicId, partition, end: BigInt(high) }))
    }),
  )
  return ends.flat().toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
}
