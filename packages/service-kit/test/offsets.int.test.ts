import { randomUUID } from 'node:crypto'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Ends, openCopies } from '../src/copies/progress.js'
import type { Database } from '../src/db/database.js'
import { type Consumer, startConsumer } from '../src/events/consumer.js'
import { slotOf } from '../src/events/fence.js'
import { acceptGaps, readOpenGaps } from '../src/events/gaps.js'
import { on } from '../src/events/handler.js'
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
import { numberedEvent } from './numbered-event.js'

const topic = newTopic()
const workspace = randomUUID()
const happened = numberedEvent(topic)

describeOffsets('offsets in the database and the embedded log', embeddedServer)
if (kafkaBrokers === undefined)
  describe('offsets in the database and Kafka', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else {
  const brokers = kafkaBrokers
  describeOffsets('offsets in the database and Kafka', () => kafkaServer(brokers))
}

/** What a database that went back, or a log that did, costs: nothing that can still be read. */
function describeOffsets(name: string, start: () => Promise<LogServer>): void {
  describe(name, () => {
    let server: LogServer
    let database: FreshDatabase
    let db: Database
    let log: EventLog
    let group: string
    let missed = 0
    const running: Consumer[] = []
    const sql = (text: string, values: unknown[] = []) => query(database.ownerUrl, text, values)

    beforeAll(async () => {
      server = await start()
      database = await serviceDatabase()
      await sql('create table effect (number integer primary key); grant all on effect to public')
    })
    beforeEach(async () => {
      db = openDatabase(database.url)
      log = await server.open()
      group = newGroup()
      missed = 0
      await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    })
    afterEach(async () => {
      await stop()
      await server.remake(log, topic)
      await log.close()
      await db.close()
      await sql('truncate effect, inbox, consumer_offset, log_gap, dead_letter, outbox')
    })
    afterAll(async () => {
      await database.drop()
      await server.stop()
    })

    const begin = async (): Promise<Consumer> => {
      const consumer = await startConsumer({
        db,
        log,
        service: 'analytics',
        group,
        handlers: [
          on(happened, { naturalKey: 'the number' }, async (tx, { data: { number } }) => {
            await tx.query('insert into effect (number) values ($1) on conflict do nothing', [number])
          }),
        ],
        logger: quiet,
        outages: noOutages,
        onOutcome: (_group, outcome, count) => {
          if (outcome === 'missed') missed += count
        },
      })
      running.push(consumer)
      return consumer
    }
    const stop = async (): Promise<void> => {
      await Promise.all(running.splice(0).map((consumer) => consumer.stop()))
    }
    const send = (...numbers: readonly number[]): Promise<void> =>
      eventually(() =>
        log.send(numbers.map((number) => eventRecord(happened, { workspace, about: 'one', data: { number } }))),
      )
    const applied = async (): Promise<number[]> =>
      (await sql('select number from effect order by number')).map((row) => Number(row['number']))
    const shows = (...numbers: readonly number[]): Promise<void> =>
      eventually(async () => expect(await applied()).toEqual(numbers))
    /** A backup of what a service has, and the database as it was then. */
    const backUp = () =>
      sql(
        `drop schema if exists backup cascade; create schema backup;
         create table backup.effect as table effect; create table backup.consumer_offset as table consumer_offset`,
      )
    const restore = () =>
      sql(
        `begin; truncate effect, consumer_offset; insert into effect table backup.effect;
         insert into consumer_offset table backup.consumer_offset; commit`,
      )
    const haveRead = (ends: Ends) => db.transact(null, (tx) => openCopies(log, null).haveRead(tx, group, ends))
    const gaps = () => db.transact(null, (tx) => readOpenGaps(tx, 100), { readOnly: true })

    it('reads again what a database lacks that was restored while nobody read, and misses nothing', async () => {
      await begin()
      await send(1, 2)
      await shows(1, 2)
      await backUp()
      await send(3, 4)
      await shows(1, 2, 3, 4)
      await stop()
      await restore()
      await begin()
      await shows(1, 2, 3, 4)
      await send(5)
      await shows(1, 2, 3, 4, 5)
      expect({ missed, gaps: await gaps() }).toEqual({ missed: 0, gaps: [] })
    })

    it('reads everything again for a database that is empty', async () => {
      await begin()
      await send(1, 2, 3)
      await shows(1, 2, 3)
      await stop()
      await sql('truncate effect, consumer_offset')
      await begin()
      await shows(1, 2, 3)
      expect({ missed, gaps: await gaps() }).toEqual({ missed: 0, gaps: [] })
    })

    it('reads again, when the next record comes, what a standby lacks that took over while it reads', async () => {
      await begin()
      await send(1)
      await shows(1)
      await backUp()
      await send(2, 3)
      await shows(1, 2, 3)
      await restore()
      await send(4)
      await shows(1, 2, 3, 4)
      expect({ missed, gaps: await gaps() }).toEqual({ missed: 0, gaps: [] })
    })

    it('reads it again though no record comes, once the database was compared', async () => {
      const consumer = await begin()
      await send(1)
      await shows(1)
      await backUp()
      await send(2, 3)
      await shows(1, 2, 3)
      const before = await eventually(() => {
        const seen = consumer.applied()
        expect(Math.max(...[...seen.values()].map(Number))).toBe(3)
        return seen
      })
      await restore()
      const rows = await sql('select topic, topic_id, partition, next_offset from consumer_offset')
      const stored = rows.map((row): [string, bigint] => [
        slotOf({ topic, topicId: String(row['topic_id']), partition: Number(row['partition']) }),
        BigInt(String(row['next_offset'])),
      ])
      consumer.compare(before, new Map(stored))
      await shows(1, 2, 3)
    })

    it('names exactly what was deleted before it was read, reads on behind it, and forgets it when that is accepted', async () => {
      await begin()
      await send(1)
      await shows(1)
      await stop()
      await send(2, 3, 4)
      await server.forget?.(topic, 3)
      // What it has just written a log still has in memory.
      await log.close()
      log = await server.open()
      await begin()
      await shows(1, 4)
      const found = await eventually(async () => {
        const open = await gaps()
        expect(open).toHaveLength(1)
        return open
      })
      expect(found).toMatchObject([{ group, topic, reason: 'deleted', from: 1n, to: 3n, readUntil: expect.any(Date) }])
      expect(missed).toBe(2)
      await stop()
      await begin()
      await send(5)
      await shows(1, 4, 5)
      expect({ missed, gaps: (await gaps()).length }).toEqual({ missed: 2, gaps: 1 })
      const none = await db.transact(null, (tx) => acceptGaps(tx, { topic: 'polyphon.profile' }))
      const accepted = await db.transact(null, (tx) => acceptGaps(tx, { topic, partition: found[0]?.partition }))
      expect([none.length, accepted.length, (await gaps()).length]).toEqual([0, 1, 0])
    })

    it('reads a topic that was made anew from its beginning, and says that more may be missing', async () => {
      await begin()
      await send(1, 2)
      await shows(1, 2)
      await stop()
      await send(3)
      // Who waits for what stands there now must not wait for ever.
      const wanted = await openCopies(log, null).ends([topic])
      expect(await haveRead(wanted)).toBe(false)
      await server.remake(log, topic)
      await log.close()
      log = await server.open()
      await begin()
      await send(3)
      await shows(1, 2, 3)
      const open = await eventually(async () => {
        const found = await gaps()
        expect(found.length).toBeGreaterThan(0)
        return found
      })
      expect(open.filter(({ from }) => from > 0n)).toMatchObject([{ reason: 'made_anew', from: 2n, to: null }])
      expect(await haveRead(wanted)).toBe(true)
    })

    it('passes over no record of a log that ends before where the database stands', async () => {
      await begin()
      await send(1, 2)
      await shows(1, 2)
      await stop()
      await sql('update consumer_offset set next_offset = next_offset + 5 where next_offset > 0')
      await begin()
      await send(3)
      await shows(1, 2, 3)
      expect(await gaps()).toMatchObject([{ reason: 'cut_off', to: 7n }])
    })

    it('passes over no record of a log that was cut off and has grown beyond again', async () => {
      await begin()
      await send(1)
      await shows(1)
      await stop()
      await send(2, 3)
      // As if these two had been others, which were read.
      await sql(`update consumer_offset set next_offset = 3, last_record = '1 another' where next_offset > 0`)
      await begin()
      await shows(1, 2, 3)
      expect(await gaps()).toMatchObject([{ reason: 'cut_off', from: 2n, to: 3n }])
      await send(4)
      await shows(1, 2, 3, 4)
    })
  })
}
