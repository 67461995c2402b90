import { randomUUID } from 'node:crypto'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { type Consumer, startConsumer } from '../src/events/consumer.js'
import { on } from '../src/events/handler.js'
import type { EventLog, OutgoingRecord } from '../src/log/log.js'
import { openMetrics } from '../src/telemetry/metrics.js'
import { happened as happenedToAll, recordOf, workspaces } from './consumer-fixture.js'
import {
  HOW_TO_GET_KAFKA,
  kafkaBrokers,
  kafkaServer,
  type LogServer,
  newGroup,
  newTopic,
  noOutages,
  openDatabase,
  query,
  quiet,
  serviceDatabase,
} from './harness.js'

// What a release does that is older than what publishes: .v2 stands beside .v1, on a real Kafka.

// What others publish on this Kafka is counted, too, and theirs must not be deleted with this topic.
const topic = newTopic()
const happened = { ...happenedToAll, topic, topics: [topic] }

const title = kafkaBrokers === undefined ? `a later version (${HOW_TO_GET_KAFKA})` : 'a later version of a kind'

describe.skipIf(kafkaBrokers === undefined)(title, () => {
  const group = newGroup()
  const metrics = openMetrics('profile')
  const applied: number[] = []
  let server: LogServer
  let log: EventLog
  let database: FreshDatabase
  let db: Database
  let consumer: Consumer
  beforeAll(async () => {
    server = await kafkaServer(kafkaBrokers ?? '')
    log = await server.open()
    database = await serviceDatabase()
    db = openDatabase(database.url)
    await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    consumer = await startConsumer({
      db,
      log,
      service: 'profile',
      group,
      handlers: [on(happened, 'inbox', async (_tx, { data }) => void applied.push(data.number))],
      logger: quiet,
      outages: noOutages,
      onOutcome: (of, outcome, count) => metrics.events.inc({ group: of, outcome }, count),
    })
  })
  afterAll(async () => {
    await consumer.stop()
    await db.close()
    await log.close()
    await server.stop()
    await database.drop()
  })

  const version = (number: number, of: string, value?: string): OutgoingRecord => {
    const sent = { workspace: workspaces[0], thing: 'Größe', number, id: randomUUID(), type: of }
    const record = { ...recordOf(sent), topic }
    return value === undefined ? record : { ...record, value }
  }
  const counted = async (): Promise<Record<string, number>> => {
    const { values } = await metrics.events.get()
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))
  }

  it('is passed over and counted, while the version that is known goes on, in its order', async () => {
    for (let number = 1; number <= 20; number += 1) {
      const both = [
        version(number, 'profile.test_happened.v2', '{"thing":{"name":"Größe"},"number":"eins"}'),
        version(number, happened.type),
        version(number, 'profile.test_happened.v10', '[]'),
      ]
      // The two versions stand in either order, alone and together.
      await log.send(number % 2 === 0 ? both : both.toReversed())
    }
    await eventually(async () => expect(await counted()).toEqual({ applied: 20, newer: 40 }))
    expect(applied).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(await query(database.ownerUrl, 'select id from dead_letter')).toEqual([])
    expect(await metrics.registry.metrics()).toContain(
      `polyphon_events_consumed_total{group="${group}",outcome="newer",service="profile"} 40`,
    )
  })

  it('is passed over without a transaction where nothing else came, and is not read again', async () => {
    await log.send([version(21, 'profile.test_happened.v2')])
    await eventually(async () => expect(await counted()).toMatchObject({ newer: 41 }))
    await consumer.stop()
    const again = await startConsumer({
      db,
      log,
      service: 'profile',
      group,
      handlers: [on(happened, 'inbox', async (_tx, { data }) => void applied.push(data.number))],
      logger: quiet,
      outages: noOutages,
      onOutcome: (of, outcome, count) => metrics.events.inc({ group: of, outcome }, count),
    })
    consumer = again
    await log.send([version(22, happened.type)])
    await eventually(async () => expect(await counted()).toMatchObject({ applied: 21, newer: 41 }))
    expect(applied.at(-1)).toBe(22)
  })
})
