import { randomUUID } from 'node:crypto'
import { defineEvent } from '@polyphon/contracts'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../src/db/database.js'
import { type Consumer, startConsumer } from '../src/events/consumer.js'
import { readOpenGaps } from '../src/events/gaps.js'
import { fromEveryTopic, type Handler, on } from '../src/events/handler.js'
import type { EventLog } from '../src/log/log.js'
import {
  embeddedServer,
  eventRecord,
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

const facts = newTopic()
const orders = newTopic()
const workspace = randomUUID()
const ordered = defineEvent({
  type: 'analytics.test_planned.v1',
  topic: facts,
  alsoIn: [orders],
  summary: 'For tests.',
  data: z.object({ orderId: z.string() }),
  personal: [],
  example: { orderId: 'a' },
  key: () => 'one',
})

describeTopics('an order on two topics of the embedded log', embeddedServer)
if (kafkaBrokers === undefined)
  describe('an order on two topics of Kafka', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else {
  const brokers = kafkaBrokers
  describeTopics('an order on two topics of Kafka', () => kafkaServer(brokers))
}

function describeTopics(name: string, start: () => Promise<LogServer>): void {
  describe(name, () => {
    let server: LogServer
    let database: FreshDatabase
    let db: Database
    let log: EventLog
    let group: string
    let handled = 0
    const running: Consumer[] = []
    const sql = (text: string) => query(database.ownerUrl, text)

    beforeAll(async () => {
      server = await start()
      database = await serviceDatabase()
      await sql('create table effect (order_id text primary key); grant all on effect to public')
    })
    beforeEach(async () => {
      db = openDatabase(database.url)
      log = await server.open()
      group = newGroup()
      handled = 0
      await log.createTopics(
        [facts, orders].map((topic) => ({ name: topic, compacted: false, retentionMs: 3_600_000 })),
      )
    })
    afterEach(async () => {
      await stop()
      for (const topic of [facts, orders]) await server.remove(topic)
      await log.close()
      await db.close()
      await sql('truncate effect, inbox, consumer_offset, log_gap, dead_letter, outbox')
    })
    afterAll(async () => {
      await database.drop()
      await server.stop()
    })

    const handler = on(ordered, { naturalKey: 'the order' }, async (tx, { data: { orderId } }) => {
      handled += 1
      await tx.query('insert into effect (order_id) values ($1) on conflict do nothing', [orderId])
    })
    const begin = async (handlers: readonly Handler[] = [fromEveryTopic(handler)]): Promise<void> => {
      running.push(
        await startConsumer({ db, log, service: 'analytics', group, handlers, logger: quiet, outages: noOutages }),
      )
    }
    const stop = async (): Promise<void> => {
      await Promise.all(running.splice(0).map((consumer) => consumer.stop()))
    }
    const send = (orderId: string, topics: readonly string[]): Promise<void> =>
      eventually(() =>
        log.send(
          topics.map((topic) => eventRecord({ ...ordered, topic }, { workspace, about: 'one', data: { orderId } })),
        ),
      )
    const gaps = () => db.transact(null, (tx) => readOpenGaps(tx, 100), { readOnly: true })
    const shows = (count: number, ...ids: readonly string[]): Promise<void> =>
      eventually(async () => {
        const rows = await sql('select order_id from effect order by order_id')
        expect({ handled, ids: rows.map((row) => row['order_id']) }).toEqual({ handled: count, ids })
      })

    it.each([
      ['the facts first', [facts, orders]],
      ['the orders first', [orders, facts]],
    ])('is carried out once, %s, and a restart between them', async (_name, [first = '', second = '']) => {
      await begin()
      await send('a', [first])
      await shows(1, 'a')
      await stop()
      await send('a', [second])
      await begin()
      await shows(2, 'a')
      expect(await gaps()).toEqual([])
    })

    it('is not missed by a release that begins to read a topic while the other is still the only one written', async () => {
      await begin([handler])
      await send('a', [facts])
      await shows(1, 'a')
      await stop()
      // A newer producer than consumer, and an older one.
      await send('b', [facts, orders])
      await send('c', [facts])
      await begin()
      await shows(4, 'a', 'b', 'c')
      await send('d', [orders])
      await shows(5, 'a', 'b', 'c', 'd')
      expect(await gaps()).toEqual([])
    })
  })
}
