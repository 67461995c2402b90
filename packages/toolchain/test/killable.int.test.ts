import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  freePort,
  installationOf,
  isListening,
  type KillableServer,
  kafkaLibs,
  startKafka,
  startPostgres,
  startRedis,
} from '../src/index.js'

const hasKafka = installationOf('Kafka') === undefined
const hasRedis = installationOf('Redis') === undefined
let folder: string
let cleanups: (() => unknown)[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-killable-'))
  cleanups = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })]
})

afterEach(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup()
})

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  cleanups.push(() => server.stop())
  return server
}

async function expectRestart(server: KillableServer, port: number): Promise<void> {
  const before = server.pid()
  await expect(server.start()).rejects.toThrow('still runs')
  await server.kill()
  expect(existsSync(`/proc/${before}`)).toBe(false)
  expect(await isListening(port)).toBe(false)
  await server.start()
  expect(server.pid()).not.toBe(before)
  expect(await isListening(port)).toBe(true)
}

describe('a PostgreSQL that is killed', () => {
  it('starts again over what its children held, with everything that was committed', async () => {
    const port = await freePort()
    const server = keep(await startPostgres({ folder, port, durable: true }))
    const ask = async (sql: string) => {
      const client = new pg.Client(server.url('postgres'))
      // A connection that is cut off between two queries reports it as an event.
      client.on('error', () => undefined)
      await client.connect()
      cleanups.push(() => client.end().catch(() => undefined))
      try {
        return await client.query(sql)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
    await ask('create table note (id int)')
    for (const round of [1, 2]) {
      await ask(`insert into note values (${round})`)
      // A child in the middle of its work does not look whether its parent lives, and holds the shared memory.
      const busy = ask('select count(*) from generate_series(1, 8000000)').catch(() => undefined)
      const isBusy = "select 1 from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()"
      await expect.poll(async () => (await ask(isBusy)).rowCount, { interval: 5 }).toBe(1)
      await expectRestart(server, port)
      await busy
    }
    expect((await ask('select id from note order by id')).rows).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('starts again after an orderly stop too, where its socket has a folder of its own', async () => {
    const server = keep(await startPostgres({ folder: join(folder, 'a long name '.repeat(10)), durable: true }))
    await server.stop()
    await server.start()
    expect(existsSync(server.socketFolder)).toBe(true)
  })
})

describe.runIf(hasRedis)('a Redis that is killed', () => {
  it('starts again on its port', async () => {
    const port = await freePort()
    await expectRestart(keep(await startRedis({ folder, port })), port)
  })
})

describe.runIf(hasKafka)('a Kafka cluster of three', () => {
  it('goes on when a broker is killed, and takes it back', { timeout: 180_000 }, async () => {
    const server = keep(await startKafka({ folder, libs: kafkaLibs, brokers: 3 }))
    expect(server.nodes.map(({ address }) => address).join(',')).toBe(server.brokers)
    const client = new Kafka({ clientId: 'test', brokers: server.brokers.split(','), logLevel: logLevel.NOTHING })
    const admin = client.admin()
    const producer = client.producer()
    await Promise.all([admin.connect(), producer.connect()])
    cleanups.push(() => Promise.all([admin.disconnect(), producer.disconnect()]))
    await admin.createTopics({ topics: [{ topic: 'note' }], waitForLeaders: false })
    const describeTopic = async () => (await admin.fetchTopicMetadata({ topics: ['note'] })).topics[0]?.partitions ?? []
    // The other brokers learn of a new topic a moment later.
    await expect
      .poll(async () => (await describeTopic().catch(() => [])).map(({ replicas }) => replicas.length))
      .toEqual([3, 3, 3])

    const [node] = server.nodes
    if (node === undefined) throw new Error('A cluster has nodes.')
    await node.kill()
    await producer.send({ topic: 'note', acks: -1, messages: [{ value: 'Köln' }] })
    await node.start()
    await expect.poll(async () => (await describeTopic()).map(({ isr }) => isr.length)).toEqual([3, 3, 3])
    await Promise.all(server.nodes.slice(1).map((other) => other.stop()))
    expect(await Promise.all(server.nodes.map(({ address }) => isListening(Number(address.split(':')[1]))))).toEqual([
      true,
      false,
      false,
    ])
  })
})
