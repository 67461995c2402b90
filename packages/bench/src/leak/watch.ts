import { Kafka, logLevel } from 'kafkajs'
import type pg from 'pg'
import { memoryMibOf } from '../measure/cpu.js'
import type { BenchStack } from '../stack.js'
import type { Sample } from './slope.js'

/** Tables that hold what happened, and therefore grow with it. */
const MEANT_TO_GROW: ReadonlySet<string> = new Set([
  'interaction',
  'seen_message',
  'timeline_item',
  'occurrence',
  'run',
  'run_trace',
  'message',
  'evidence',
  'locator',
  'unsubscribe_link',
  'fact',
  'seen_fact',
  'message_fact',
])

export interface Table {
  readonly service: string
  readonly name: string
  readonly rows: number
  readonly mayGrow: boolean
}

/** Rows of every table of every service, counted. */
export async function countRows(stack: BenchStack, services: readonly string[]): Promise<readonly Table[]> {
  const tables: Table[] = []
  for (const service of services) {
    const database = stack.database(service)
    const { rows } = await database.query<{ name: string }>(
      // Of a table that is partitioned the whole is counted, not each part.
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
    )
    for (const { name } of rows)
      tables.push({ service, name, rows: await countOf(database, name), mayGrow: MEANT_TO_GROW.has(name) })
  }
  return tables
}

async function countOf(database: pg.Pool, table: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(`select count(*)::int as count from "${table}"`)
  return rows[0]?.count ?? 0
}

/** How many records of the log are still to be applied, each counted for each group that reads it. */
export async function lagOf(stack: BenchStack, brokers: string, services: readonly string[]): Promise<number> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).admin()
  await admin.connect()
  try {
    let lag = 0
    for (const service of services) {
      const { rows } = await stack
        .database(service)
        .query<{ topic: string; partition: number; next: string }>(
          'select topic, partition, next_offset as next from consumer_offset',
        )
      for (const topic of new Set(rows.map((row) => row.topic))) {
        const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high]))
        for (const row of rows)
          if (row.topic === topic) lag += Math.max(0, Number(ends.get(row.partition) ?? 0) - Number(row.next))
      }
    }
    return lag
  } finally {
    await admin.disconnect()
  }
}

/** Memory of each process, collected whenever asked. */
export function watchMemory(stack: BenchStack): {
  look(): void
  readonly samples: ReadonlyMap<string, readonly Sample[]>
} {
  const startedAt = performance.now()
  const samples = new Map<string, Sample[]>(stack.composed.processes.map(({ service }) => [service, []]))
  return {
    samples,
    look: () => {
      const minute = (performance.now() - startedAt) / 60_000
      for (const { service, pid } of stack.composed.processes)
        samples.get(service)?.push({ minute, value: memoryMibOf([pid() ?? 0]) })
    },
  }
}
