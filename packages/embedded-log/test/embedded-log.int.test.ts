import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  collector,
  logDatabase,
  newGroup,
  newTopic,
  query,
  record,
  valuesByKey,
} from '../../service-kit/test/harness.js'
import { type EmbeddedLog, openEmbeddedLog } from '../src/index.js'

describe('the embedded log', () => {
  let database: FreshDatabase
  let log: EmbeddedLog
  let now = new Date('2026-11-22T12:00:00Z')
  const day = 86_400_000

  beforeAll(async () => {
    database = await logDatabase()
    log = await openEmbeddedLog({ url: database.url, now: () => now, compactAfter: 10, pollMs: 50 })
  })
  afterAll(async () => {
    await log.close()
    await database.drop()
  })

  const makeTopic = async (compacted: boolean): Promise<string> => {
    const topic = newTopic()
    await log.createTopics([{ name: topic, compacted, retentionMs: 7 * day }])
    return topic
  }
  const readAll = async (topic: string, count: number) => {
    const seen = collector()
    const subscription = await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
    await eventually(() => expect(seen.records.length).toBeGreaterThanOrEqual(count))
    await subscription.stop()
    return seen.records
  }

  it('keeps the last state of every key, and tombstones until every copy has had time to read them', async () => {
    const topic = await makeTopic(true)
    const sent = Array.from({ length: 30 }, (_, index) => record(topic, index % 2 === 0 ? 'Größe' : 'b', String(index)))
    await log.send([...sent, record(topic, 'gone', 'x'), record(topic, 'gone', null), record(topic, 'Größe', 'last')])
    await log.clean()
    expect(valuesByKey(await readAll(topic, 3))).toEqual({ Größe: ['last'], b: ['29'], gone: [null] })
    now = new Date(now.getTime() + 8 * day)
    await log.send(sent)
    await log.clean()
    // Here as in Kafka, what ends a partition stays: it may be a tombstone.
    const kept = valuesByKey(await readAll(topic, 2))
    expect({ Größe: kept['Größe'], b: kept['b'] }).toEqual({ Größe: ['28'], b: ['29'] })
  })

  it('forgets facts past their time, but never where a partition ends', async () => {
    const topic = await makeTopic(false)
    await log.send([record(topic, 'a', 'old'), record(topic, 'a', 'older than a week too')])
    now = new Date(now.getTime() + 8 * day)
    await log.send([record(topic, 'a', 'new')])
    await log.clean()
    expect(valuesByKey(await readAll(topic, 1))).toEqual({ a: ['new'] })
    now = new Date(now.getTime() + 8 * day)
    await log.clean()
    expect(valuesByKey(await readAll(topic, 1))).toEqual({ a: ['new'] })
    expect((await log.ends([topic])).map(({ end }) => end)).toEqual([3n])
  })

  it('hears of what another process writes, and takes over from one whose connection is lost', async () => {
    const topic = await makeTopic(false)
    const group = newGroup()
    // Another address of the same database, so that nothing is shared within this process.
    const address = new URL(database.url)
    address.searchParams.set('application_name', 'elsewhere')
    const elsewhere = await openEmbeddedLog({
      url: address.href,
      now: () => now,
      pollMs: 50,
    })
    const [first, second] = [collector(), collector()]
    await log.subscribe({ group, topics: [topic], onChunk: first.onChunk })
    await elsewhere.send([record(topic, 'a', '1')])
    await eventually(() => expect(first.records).toHaveLength(1))
    await elsewhere.subscribe({ group, topics: [topic], onChunk: second.onChunk })
    await query(
      database.ownerUrl,
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and d.datname = current_database() and l.granted`,
    )
    await log.send([record(topic, 'a', '2'), record(topic, 'a', '3')])
    // Nothing is passed over; what had not been kept in time may come again.
    await eventually(() => {
      const values = [...first.records, ...second.records].map(({ value }) => value)
      expect(new Set(values)).toEqual(new Set(['1', '2', '3']))
    })
    await elsewhere.close()
  })

  it('stands more than one writer: offsets have no gaps and every key keeps its order', async () => {
    const topic = await makeTopic(false)
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let number = 0; number < 25; number += 1) {
        await log.send([0, 1, 2, 3, 4].map((key) => record(topic, `${writer}-${key}`, String(number))))
      }
    })
    const seen = collector()
    await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
    await Promise.all(writers)
    await eventually(() => expect(seen.records).toHaveLength(1_000))
    for (const values of Object.values(valuesByKey(seen.records))) {
      expect(values).toEqual(Array.from({ length: 25 }, (_, number) => String(number)))
    }
    for (const partition of [0, 1, 2, 3]) {
      const offsets = seen.records.filter((each) => each.partition === partition).map(({ offset }) => Number(offset))
      expect(offsets).toEqual(offsets.map((_, index) => index))
    }
  })
})
