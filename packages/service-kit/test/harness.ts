import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { encodeEvent, type TopicName } from '@polyphon/contracts'
import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { pino } from 'pino'
import { Database, type DatabaseOptions } from '../src/db/database.js'
import { openKafkaLog } from '../src/log/kafka-log.js'
import type { EventLog, LogChunk, LogRecord, OutgoingRecord } from '../src/log/log.js'
import { type Outages, openOutages } from '../src/telemetry/outages.js'
import { uuidv7 } from '../src/values/ids.js'

const migrations = join(import.meta.dirname, '../migrations')
export const quiet = pino({ level: 'silent' })
/** For what is to tell of outages that no test looks at. */
export const noOutages: Outages = openOutages({ logger: quiet })
export const kafkaBrokers = process.env['POLYPHON_TEST_KAFKA_BROKERS']
export const redisUrl = process.env['POLYPHON_TEST_REDIS_URL']

export const HOW_TO_GET_KAFKA =
  'SKIPPED, needs Kafka: apt-get install -y openjdk-17-jre-headless maven && mvn -q -B -f infra/kafka-native/pom.xml package'
export const HOW_TO_GET_REDIS = 'SKIPPED, needs Redis: apt-get install -y redis-server'

export const serviceDatabase = (): Promise<FreshDatabase> =>
  freshDatabase({ migrations: [{ set: 'core', folder: join(migrations, 'core') }] })

export const logDatabase = (): Promise<FreshDatabase> => freshDatabase({ migrations: [embeddedLogMigrations] })

export function openDatabase(url: string, more: Partial<DatabaseOptions> = {}): Database {
  return new Database({
    url,
    pool: 6,
    scans: { pool: 2, limitMs: 2_000 },
    now: () => new Date(),
    newId: uuidv7,
    ...more,
  })
}

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** One kind of event log as the tests see it: opened as often as wanted, emptied at the end. */
export interface LogServer {
  open(): Promise<EventLog>
  /** Deletes a topic and makes it again under the same name. */
  remake(log: EventLog, topic: string): Promise<void>
  remove(topic: string): Promise<void>
  /** Deletes the oldest records of a topic, whoever has read them: what a retention that is too short does. */
  forget?(topic: string, count: number): Promise<void>
  stop(): Promise<void>
}

export async function embeddedServer(): Promise<LogServer> {
  const database = await logDatabase()
  const remove = async (topic: string): Promise<void> => {
    const records = 'select partition_id from log_partition where topic = $1'
    await query(database.ownerUrl, `delete from log_record where partition_id in (${records})`, [topic])
    await query(database.ownerUrl, 'delete from log_topic where topic = $1', [topic])
  }
  return {
    remove,
    open: () => openEmbeddedLog({ url: database.url, now: () => new Date() }),
    remake: async (log, topic) => {
      await remove(topic)
      await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    },
    forget: async (topic, count) => {
      const oldest = `select partition_id, record_offset from log_record
        where partition_id in (select partition_id from log_partition where topic = $1) order by written_at, record_offset limit $2`
      await query(database.ownerUrl, `delete from log_record where (partition_id, record_offset) in (${oldest})`, [
        topic,
        count,
      ])
    },
    stop: () => database.drop(),
  }
}

export async function kafkaServer(brokers: string): Promise<LogServer> {
  const made = new Set<string>()
  const kafka = new Kafka({ clientId: 'test', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const remove = (topic: string): Promise<void> => admin.deleteTopics({ topics: [topic] })
  return {
    remove,
    open: async () => {
      const log = await openKafkaLog({
        brokers: brokers.split(','),
        clientId: 'test',
        partitions: 4,
        replication: 1,
        logger: quiet,
      })
      return {
        ...log,
        createTopics: async (topics) => {
          for (const topic of topics) made.add(topic.name)
          await log.createTopics(topics)
        },
      }
    },
    remake: async (log, topic) => {
      await remove(topic)
      await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    },
    forget: async (topic, count) => {
      const held = await admin.fetchTopicOffsets(topic)
      const partitions = held.map(({ partition, low, high }) => ({
        partition,
        offset: String(Math.min(Number(low) + count, Number(high))),
      }))
      await admin.deleteTopicRecords({ topic, partitions })
    },
    stop: async () => {
      await admin.deleteTopics({ topics: [...made] }).catch(() => undefined)
      await admin.disconnect()
    },
  }
}

/** A topic that nobody else on this Kafka reads or writes. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it takes the place of one of ours
export const newTopic = (): TopicName => `test.${randomUUID()}` as TopicName
export const newGroup = (): string => `group-${randomUUID()}`

export function record(
  topic: string,
  key: string,
  value: string | null,
  headers: Record<string, string> = {},
): OutgoingRecord {
  return { topic, key, headers, value }
}

interface EventOfTest {
  readonly workspace: string
  /** What it is about: its key behind the workspace. */
  readonly about: string
  readonly data: unknown
  readonly id?: string | undefined
  readonly correlationId?: string | undefined
}

/** The record that the relay would send for an event of this type. */
export function eventRecord(
  { topic, type }: { readonly topic: string; readonly type: string },
  { about, id = randomUUID(), ...event }: EventOfTest,
): OutgoingRecord {
  const source = `/polyphon/${type.slice(0, type.indexOf('.'))}`
  const key = `${event.workspace}:${about}`
  return { topic, ...encodeEvent({ ...event, id, type, source, key, time: '2026-11-22T10:00:00.000Z' }) }
}

/** Collects what a subscription delivers; `commit` says whether it also keeps its place. */
export function collector(options: { commit: boolean } = { commit: true }): {
  readonly records: LogRecord[]
  readonly chunks: LogChunk[]
  onChunk(chunk: LogChunk): Promise<void>
} {
  const records: LogRecord[] = []
  const chunks: LogChunk[] = []
  return {
    records,
    chunks,
    onChunk: async (chunk) => {
      chunks.push(chunk)
      records.push(...chunk.records)
      const last = chunk.records.at(-1)
      if (options.commit && last !== undefined) await chunk.commit(last.offset + 1n)
    },
  }
}

/** The values of each key in the order of their arrival. */
export function valuesByKey(records: readonly LogRecord[]): Record<string, (string | null)[]> {
  const values: Record<string, (string | null)[]> = {}
  for (const { key, value } of records) (values[key] ??= []).push(value)
  return values
}
