import { randomUUID } from 'node:crypto'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { startConsumer } from '../src/events/consumer.js'
import { readOpenGaps } from '../src/events/gaps.js'
import { on } from '../src/events/handler.js'
import { openReplay, type ReplayOrder } from '../src/events/replay.js'
import { watchOffsets } from '../src/events/watch-offsets.js'
import type { EventLog } from '../src/log/log.js'
import { openMetrics } from '../src/telemetry/metrics.js'
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

const PATIENT = { timeoutMs: 60_000 }
const DAY_MS = 86_400_000

describeReplay('a replay of the embedded log', embeddedServer)
if (kafkaBrokers === undefined) describe('a replay of Kafka', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else {
  const brokers = kafkaBrokers
  describeReplay('a replay of Kafka', () => kafkaServer(brokers))
}

function describeReplay(name: string, start: () => Promise<LogServer>): void {
  describe(name, () => {
    let server: LogServer
    let database: FreshDatabase
    let db: Database
    let log: EventLog
    let group: string
    const ends: (() => Promise<void>)[] = []
    const sql = (text: string, values: unknown[] = []) => query(database.ownerUrl, text, values)

    beforeAll(async () => {
      server = await start()
      database = await serviceDatabase()
      await sql(
        `create table copy (number integer primary key); grant all on copy to public;
         create table deed (number integer); grant all on deed to public`,
      )
    })
    beforeEach(async () => {
      db = openDatabase(database.url)
      log = await server.open()
      group = newGroup()
      await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    })
    afterEach(async () => {
      for (const end of ends.splice(0)) await end()
      await server.remake(log, topic)
      await log.close()
      await db.close()
      await sql('truncate copy, deed, inbox, consumer_offset, log_gap, dead_letter, outbox')
    })
    afterAll(async () => {
      await database.drop()
      await server.stop()
    })

    /** A copy with a natural key, and a deed that only the inbox recognises. */
    const handlers = [
      on(happened, { naturalKey: 'the number' }, async (tx, { data: { number } }) => {
        await tx.query('insert into copy (number) values ($1) on conflict do nothing', [number])
      }),
      on(happened, 'inbox', async (tx, { data: { number } }) => {
        await tx.query('insert into deed (number) values ($1)', [number])
      }),
    ]
    /** What one process of a service has: connections and a reader of its own, and it looks now and then at its offsets. */
    const begin = async (): Promise<() => Promise<void>> => {
      const [store, mine] = [openDatabase(database.url), await server.open()]
      const consumer = await startConsumer({
        db: store,
        log: mine,
        service: 'analytics',
        group,
        handlers,
        logger: quiet,
        outages: noOutages,
      })
      const watch = watchOffsets({ db: store, logger: quiet, metrics: openMetrics('analytics') }, [consumer])
      const end = async (): Promise<void> => {
        watch.stop()
        await consumer.stop()
        await mine.close()
        await store.close()
      }
      ends.push(end)
      return async () => {
        ends.splice(ends.indexOf(end), 1)
        await end()
      }
    }
    // By several keys, so that there is something in several partitions.
    const send = (...numbers: readonly number[]): Promise<void> =>
      eventually(() =>
        log.send(numbers.map((number) => eventRecord(happened, { workspace, about: `${number}`, data: { number } }))),
      )
    const numbersOf = async (table: 'copy' | 'deed'): Promise<number[]> =>
      (await sql(`select number from ${table} order by number`)).map((row) => Number(row['number']))
    const shows = (...numbers: readonly number[]): Promise<void> =>
      eventually(async () => expect(await numbersOf('copy')).toEqual(numbers), PATIENT)
    const replay = (order: Partial<ReplayOrder>, now = new Date()) =>
      openReplay({ db, log, logger: quiet, consumers: [{ group, handlers }], now: () => now })({
        topic,
        from: 'beginning',
        allowRepeats: false,
        dryRun: false,
        ...order,
      })
    /** A moment after everything that was written. */
    const soon = async (): Promise<Date> => {
      const at = Date.now()
      await eventually(() => expect(Date.now()).toBeGreaterThan(at))
      return new Date()
    }
    const refusal = (order: Partial<ReplayOrder>, now?: Date) =>
      replay(order, now).then(
        () => null,
        (error: { code: string; faults: readonly { pointer: string; detail: string }[] }) => ({
          code: error.code,
          ...error.faults[0],
        }),
      )
    const gaps = () => db.transact(null, (tx) => readOpenGaps(tx, 100), { readOnly: true })
    const offsets = () =>
      sql(
        'select partition, next_offset::integer as next from consumer_offset where next_offset <> 0 order by partition',
      )
    const sumOf = (of: readonly { readonly was: bigint; readonly begins: bigint }[]) =>
      of.reduce((sum, { was, begins }) => sum + Number(was - begins), 0)

    it('brings back a row that was deleted, and does nothing twice, in two processes that read', async () => {
      await begin()
      await begin()
      await send(1, 2, 3, 4, 5, 6)
      await shows(1, 2, 3, 4, 5, 6)
      await sql('delete from copy where number in (2, 5)')
      const tried = await replay({ dryRun: true })
      const replayed = await replay({})
      expect(sumOf(tried)).toBe(6)
      expect(replayed).toEqual(tried)
      await shows(1, 2, 3, 4, 5, 6)
      await send(7)
      await shows(1, 2, 3, 4, 5, 6, 7)
      expect(await numbersOf('deed')).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect(await gaps()).toEqual([])
    })

    it('begins at a moment, for whoever starts later, too', async () => {
      const stop = await begin()
      await send(1, 2)
      await shows(1, 2)
      await stop()
      const from = await soon()
      await begin()
      await send(3, 4)
      await shows(1, 2, 3, 4)
      for (const end of ends.splice(0)) await end()
      await sql('delete from copy')
      expect(sumOf(await replay({ from }))).toBe(2)
      await begin()
      await shows(3, 4)
      expect(await numbersOf('deed')).toEqual([1, 2, 3, 4])
    })

    it('begins where the log begins by then, and takes what it has forgotten for no gap', async () => {
      const stop = await begin()
      await send(1, 2, 3)
      await shows(1, 2, 3)
      await stop()
      await replay({})
      await server.forget?.(topic, 1)
      await log.close()
      log = await server.open()
      await begin()
      await send(4)
      await shows(1, 2, 3, 4)
      expect(await gaps()).toEqual([])
    })

    it('refuses what cannot be read again, and moves nothing', async () => {
      const stop = await begin()
      await send(1, 2)
      await shows(1, 2)
      await stop()
      const before = await offsets()
      const near = `${topic.slice(0, -1)}${topic.endsWith('0') ? '1' : '0'}`
      expect(await refusal({ topic: near })).toMatchObject({
        code: 'log_topic_unknown',
        pointer: '/body/topic',
        detail: `There is no such topic; did you mean ${topic}?`,
      })
      expect(await refusal({ topic: 'polyphon.journey' })).toMatchObject({
        code: 'log_topic_not_read',
        pointer: '/body/topic',
      })
      const later = new Date(Date.now() + 10 * DAY_MS)
      expect(await refusal({ from: later })).toMatchObject({ code: 'replay_in_future', pointer: '/body/from' })
      const known = new Date(later.getTime() - 7 * DAY_MS + 3_600_000).toISOString()
      expect(await refusal({}, later)).toMatchObject({
        code: 'replay_repeats',
        pointer: '/body/from',
        detail: expect.stringContaining(known),
      })
      expect(sumOf(await replay({ from: new Date() }))).toBe(0)
      await send(3, 4)
      expect(await refusal({ from: new Date(Date.now() + DAY_MS) }, later)).toMatchObject({
        code: 'replay_not_read_yet',
        pointer: '/body/from',
      })
      expect(await offsets()).toEqual(before)
      expect(sumOf(await replay({ allowRepeats: true }, later))).toBe(2)
      expect(await offsets()).not.toEqual(before)
    })
  })
}
