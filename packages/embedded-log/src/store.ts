import {
  connectionTo,
  type LogLook,
  type LogRecord,
  type OutgoingRecord,
  parseHeaders,
  type TopicSettings,
} from '@polyphon/service-kit/runtime'
import pg from 'pg'

export const PARTITIONS = 4

/** A partition as the embedded log's tables know it. */
export interface Partition {
  readonly id: number
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  /** Its records leave by key and not by age: gaps between offsets mean nothing. */
  readonly compacted: boolean
}

/** The lowest offset that can still be read, and the one that the next record gets. */
export interface Span {
  readonly first: bigint
  readonly end: bigint
}

export interface Store {
  readonly pool: pg.Pool
  createTopics(topics: readonly TopicSettings[]): Promise<void>
  /** Topics as they were made; those that do not exist are left out. */
  look(topics: readonly string[]): Promise<LogLook>
  /** All partitions of these topics in order; topics that do not exist are left out. */
  partitions(topics: readonly string[]): Promise<readonly Partition[]>
  append(batches: ReadonlyMap<Partition, readonly OutgoingRecord[]>, at: Date): Promise<ReadonlyMap<number, bigint>>
  read(partition: Partition, from: bigint, most: number): Promise<readonly LogRecord[]>
  spans(partitions: readonly Partition[]): Promise<ReadonlyMap<number, Span>>
  /** The first record of each partition that is not older than the moment, by its id; none where there is none. */
  since(partitions: readonly Partition[], moment: Date): Promise<ReadonlyMap<number, bigint>>
  offsets(group: string, partitions: readonly Partition[]): Promise<ReadonlyMap<number, bigint>>
  saveOffsets(group: string, offsets: ReadonlyMap<number, bigint>): Promise<void>
  /** The offset that each partition gives out next, by its id. */
  nextOffsets(): Promise<ReadonlyMap<number, bigint>>
}

/** Statements of the embedded log, one function each. */
export function openStore(url: string, connections: number, onError: (error: Error) => void): Store {
  const pool = new pg.Pool({
    max: connections,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC',
    ...connectionTo({ url }),
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return {
    pool,
    createTopics: (topics) => createTopics(pool, topics),
    look: (topics) => lookAt(pool, topics),
    partitions: (topics) => partitionsOf(pool, topics),
    append: (batches, at) => append(pool, batches, at),
    read: (partition, from, most) => read(pool, partition, { from, most }),
    spans: (partitions) => spansOf(pool, partitions),
    since: (partitions, moment) => sinceIn(pool, partitions, moment),
    offsets: (group, partitions) => offsetsOf(pool, group, partitions),
    saveOffsets: async (group, offsets) => {
      const values = [...offsets.values()].map(String)
      await pool.query('select log_keep_places($1, $2, $3)', [group, [...offsets.keys()], values])
    },
    nextOffsets: async () => {
      const { rows } = await pool.query<{ partition_id: number; next_offset: string }>(
        'select partition_id, next_offset from log_partition',
      )
      return new Map(rows.map((row) => [row.partition_id, BigInt(row.next_offset)]))
    },
  }
}

async function createTopics(pool: pg.Pool, topics: readonly TopicSettings[]): Promise<void> {
  await pool.query(
    `insert into log_topic (topic, compacted, retention_ms)
     select topic, compacted, retention_ms
       from json_to_recordset($1) as told (topic text, compacted boolean, retention_ms bigint)
      order by topic
     on conflict (topic) do nothing`,
    [JSON.stringify(topics.map((t) => ({ topic: t.name, compacted: t.compacted, retention_ms: t.retentionMs })))],
  )
  await pool.query(
    `insert into log_partition (topic, partition)
     select topic, partition from unnest($1::text[]) as topic, generate_series(0, $2::integer - 1) as partition
      order by topic, partition
     on conflict (topic, partition) do nothing`,
    [topics.map((topic) => topic.name), PARTITIONS],
  )
}

async function lookAt(pool: pg.Pool, topics: readonly string[]): Promise<LogLook> {
  const { rows } = await pool.query<{ topic: string; compacted: boolean; retention_ms: string }>(
    'select topic, compacted, retention_ms from log_topic where topic = any ($1) order by topic',
    [topics],
  )
  return {
    brokers: 1,
    topics: rows.map(({ topic, compacted, retention_ms: retention }) => ({
      name: topic,
      partitions: null,
      replicas: 1,
      kept: { compacted, retentionMs: Number(retention) },
    })),
  }
}

async function partitionsOf(pool: pg.Pool, topics: readonly string[]): Promise<readonly Partition[]> {
  const { rows } = await pool.query<{
    partition_id: number
    topic: string
    topic_id: string
    partition: number
    compacted: boolean
  }>(
    `select partition_id, topic, topic_id, partition, compacted
       from log_partition join log_topic using (topic)
      where topic = any ($1) order by topic, partition`,
    [topics],
  )
  return rows.map((row) => ({
    id: row.partition_id,
    topic: row.topic,
    topicId: row.topic_id,
    partition: row.partition,
    compacted: row.compacted,
  }))
}

async function append(
  pool: pg.Pool,
  batches: ReadonlyMap<Partition, readonly OutgoingRecord[]>,
  at: Date,
): Promise<ReadonlyMap<number, bigint>> {
  const encoded = [...batches].flatMap(([{ id }, records]) =>
    records.map((record, position) => ({
      p: id,
      n: position,
      k: record.key,
      h: JSON.stringify(record.headers),
      v: record.value,
    })),
  )
  const partitions = [...batches.keys()].map((partition) => partition.id)
  const counts = [...batches.values()].map((records) => records.length)
  const { rows } = await pool.query<{ partition_id: number; first_offset: string }>(
    'select partition_id, first_offset from log_append($1, $2, $3, $4)',
    [partitions, counts, JSON.stringify(encoded), at],
  )
  return new Map(rows.map((row) => [row.partition_id, BigInt(row.first_offset)]))
}

interface RecordRow {
  readonly record_offset: string
  readonly record_key: string
  readonly headers: string
  readonly value: string | null
  readonly written_at: Date
}

async function read(
  pool: pg.Pool,
  partition: Partition,
  range: { readonly from: bigint; readonly most: number },
): Promise<readonly LogRecord[]> {
  const { rows } = await pool.query<RecordRow>(
    `select record_offset, record_key, headers, value, written_at from log_record
      where partition_id = $1 and record_offset >= $2 order by record_offset limit $3`,
    [partition.id, String(range.from), range.most],
  )
  return rows.map((row) => ({
    topic: partition.topic,
    partition: partition.partition,
    offset: BigInt(row.record_offset),
    key: row.record_key,
    headers: parseHeaders(row.headers),
    value: row.value,
    timestamp: row.written_at,
  }))
}

async function spansOf(pool: pg.Pool, partitions: readonly Partition[]): Promise<ReadonlyMap<number, Span>> {
  const { rows } = await pool.query<{ partition_id: number; first_offset: string; next_offset: string }>(
    `select partition_id, next_offset,
            case when compacted then 0 else coalesce(
              (select min(record_offset) from log_record r where r.partition_id = p.partition_id), next_offset) end
              as first_offset
       from log_partition p join log_topic using (topic) where partition_id = any ($1)`,
    [partitions.map(({ id }) => id)],
  )
  return new Map(
    rows.map((row) => [row.partition_id, { first: BigInt(row.first_offset), end: BigInt(row.next_offset) }]),
  )
}

async function sinceIn(
  pool: pg.Pool,
  partitions: readonly Partition[],
  moment: Date,
): Promise<ReadonlyMap<number, bigint>> {
  const { rows } = await pool.query<{ partition_id: number; record_offset: string }>(
    `select partition_id, min(record_offset) as record_offset from log_record
      where partition_id = any ($1) and written_at >= $2 group by partition_id`,
    [partitions.map(({ id }) => id), moment],
  )
  return new Map(rows.map((row) => [row.partition_id, BigInt(row.record_offset)]))
}

async function offsetsOf(
  pool: pg.Pool,
  group: string,
  partitions: readonly Partition[],
): Promise<ReadonlyMap<number, bigint>> {
  const { rows } = await pool.query<{ partition_id: number; next_offset: string }>(
    'select partition_id, next_offset from log_place where consumer_group = $1 and partition_id = any ($2)',
    [group, partitions.map((partition) => partition.id)],
  )
  return new Map(rows.map((row) => [row.partition_id, BigInt(row.next_offset)]))
}
