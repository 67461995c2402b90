import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { openEmbeddedLog } from '@polyphon/embedded-log'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../src/db/database.js'
import { laneOf } from '../src/events/outbox.js'
import { type Relay, startRelay } from '../src/events/relay.js'
import type { EventLog, LogRecord } from '../src/log/log.js'
import { collector, logDatabase, newGroup, newTopic, openDatabase, query, serviceDatabase } from './harness.js'

const workspace = randomUUID()

describe('the relay', () => {
  let service: FreshDatabase
  let logStore: FreshDatabase
  let log: EventLog
  let topic: string
  const relays: Relay[] = []

  beforeAll(async () => {
    service = await serviceDatabaseWithCounters()
    logStore = await logDatabase()
    log = await openEmbeddedLog({ url: logStore.url, now: () => new Date() })
  })
  afterAll(async () => {
    await Promise.all(relays.map((relay) => relay.stop()))
    await log.close()
    await service.drop()
    await logStore.drop()
  })
  const start = (options: Partial<Parameters<typeof startRelay>[0]> = {}): Relay => {
    const relay = startRelay({ url: service.url, log, ...options })
    relays.push(relay)
    return relay
  }
  const stopAll = async (): Promise<void> => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()))
  }
  const makeTopic = async (): Promise<string> => {
    topic = newTopic()
    await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    return topic
  }
  const listen = async (): Promise<readonly LogRecord[]> => {
    const seen = collector()
    await log.subscribe({ group: newGroup(), topics: [topic], onChunk: seen.onChunk })
    return seen.records
  }
  const depth = async (): Promise<number> =>
    (await query<{ count: number }>(service.ownerUrl, 'select count(*)::integer as count from outbox'))[0]?.count ?? 0

  it('carries what several writers told, in the order of each key, while one of two relays is killed again and again', async () => {
    await makeTopic()
    const db = openDatabase(service.url)
    const slow: EventLog = {
      ...log,
      send: async (batch) => {
        await log.send(batch)
        await delay(10)
      },
    }
    start({ log: slow })
    start({ log: slow })
    const records = await listen()
    const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`)
    let kills = 0
    let published = 0
    const writers = Array.from({ length: 4 }, async () => {
      while (kills < 10 || published < 600) {
        await publishNext(db, keys[Math.floor(Math.random() * keys.length)] ?? '', topic)
        published += 1
      }
    })
    while (kills < 10) {
      // Whoever is idle within a transaction that has read the outbox is a relay whose batch is under way.
      const killed = await query(
        service.ownerUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and state = 'idle in transaction' and query like '%from outbox%' limit 1`,
      )
      kills += killed.length
      await delay(20)
    }
    await Promise.all(writers)
    await eventually(async () => expect(await depth()).toBe(0))
    await eventually(() => expect(new Set(records.map(idOf)).size).toBe(published))

    expect(records.length).toBeGreaterThan(published)
    const firsts = new Map<string, LogRecord>()
    for (const record of records) if (!firsts.has(idOf(record))) firsts.set(idOf(record), record)
    const counts = new Map<string, number>()
    for (const { key, value } of firsts.values()) {
      const expected = (counts.get(key) ?? 0) + 1
      expect(Number(value)).toBe(expected)
      counts.set(key, expected)
    }
    // A repetition is the same event: its id is known, so whoever receives it can tell.
    const valueOf = new Map([...firsts].map(([id, record]) => [id, `${record.key} ${record.value}`]))
    for (const record of records) expect(valueOf.get(idOf(record))).toBe(`${record.key} ${record.value}`)
    await db.close()
    await stopAll()
  })

  it('repeats a whole batch that reached the log but was not confirmed, and deletes nothing before', async () => {
    await makeTopic()
    const db = openDatabase(service.url)
    const records = await listen()
    let failures = 2
    const unsure: EventLog = {
      ...log,
      send: async (batch) => {
        await log.send(batch)
        failures -= 1
        if (failures >= 0) throw new Error('the answer got lost')
      },
    }
    await publishNext(db, 'umlaut-ü', topic)
    start({ log: unsure })
    await eventually(() => expect(records).toHaveLength(3))
    expect(new Set(records.map(idOf)).size).toBe(1)
    expect(failures).toBe(-1)
    await eventually(async () => expect(await depth()).toBe(0))
    await db.close()
    await stopAll()
  })

  it('lets no lane wait for one that cannot be sent', async () => {
    await makeTopic()
    const db = openDatabase(service.url)
    const records = await listen()
    const [bad, ...good] = keysOfDifferentLanes(10)
    const picky: EventLog = {
      ...log,
      send: async (batch) => {
        if (batch.some(({ key }) => key === bad)) throw new Error('this one is too large')
        await log.send(batch)
      },
    }
    await publishNext(db, bad ?? '', topic)
    for (const key of good) await publishNext(db, key, topic)
    const relay = start({ log: picky })
    await eventually(() => expect(new Set(records.map(({ key }) => key))).toEqual(new Set(good)))
    expect(await relay.measure()).toMatchObject({ depth: 1 })
    await query(service.ownerUrl, 'delete from outbox')
    await db.close()
    await stopAll()
  })

  it('sends at once when it is told of a commit, and leaves paused lanes alone', async () => {
    await makeTopic()
    const records = await listen()
    const relay = start({ lookMs: 3_600_000 })
    const db = openDatabase(service.url, { onOutgoing: (lanes) => relay.wake(lanes) })
    await eventually(async () => expect(await relay.measure()).toEqual({ depth: 0, oldestMs: 0 }))
    // The first look of all is over once a nudged event has arrived.
    await publishNext(db, 'first', topic)
    await eventually(() => expect(records).toHaveLength(1))
    const [paused] = keysOfDifferentLanes(1)
    await query(service.ownerUrl, 'update outbox_lane set paused = true where lane = $1', [laneOf(paused ?? '')])
    await publishNext(db, paused ?? '', topic)
    await publishNext(db, 'first', topic)
    await eventually(() => expect(records).toHaveLength(2))
    expect(records.map(({ key }) => key)).toEqual(['first', 'first'])
    expect((await relay.measure()).oldestMs).toBeGreaterThan(0)
    await query(service.ownerUrl, 'update outbox_lane set paused = false')
    relay.wake([laneOf(paused ?? '')])
    await eventually(() => expect(records.map(({ key }) => key)).toContain(paused))
    await db.close()
    await stopAll()
  })
})

const idOf = (record: LogRecord): string => record.headers['ce_id'] ?? ''

function keysOfDifferentLanes(count: number): string[] {
  const keys = new Map<number, string>()
  for (let index = 0; keys.size < count; index += 1) {
    const key = `lane-test-${index}`
    if (laneOf(key) !== laneOf('first') && !keys.has(laneOf(key))) keys.set(laneOf(key), key)
  }
  return [...keys.values()]
}

async function serviceDatabaseWithCounters(): Promise<FreshDatabase> {
  const database = await serviceDatabase()
  await query(
    database.ownerUrl,
    'create table counter (topic text, key text, count integer not null, primary key (topic, key))',
  )
  await query(database.ownerUrl, 'grant all on counter to public')
  return database
}

/** A command as all are: lock the aggregate, change it, tell about it. Its event says the aggregate's number. */
async function publishNext(db: Database, key: string, topic: string): Promise<void> {
  await db.transact(workspace, async (tx) => {
    const { rows } = await tx.query<{ count: number }>(
      `insert into counter (topic, key, count) values ($1, $2, 1)
       on conflict (topic, key) do update set count = counter.count + 1 returning count`,
      [topic, key],
    )
    const id = tx.newId()
    tx.outgoing.push({
      lane: laneOf(key),
      event_id: id,
      workspace_id: workspace,
      topic,
      key,
      type: 'test.counted.v1',
      headers: JSON.stringify({ ce_id: id }),
      payload: String(rows[0]?.count),
    })
  })
}
