import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import { migrate } from '@polyphon/service-kit/runtime'
import { copyPostgres, eventually } from '@polyphon/testkit'
import { freePort, type PostgresServer, startPostgres } from '@polyphon/toolchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDatabases } from '../src/db/provision.js'
import { startConsumer } from '../src/events/consumer.js'
import { readOpenGaps } from '../src/events/gaps.js'
import { on } from '../src/events/handler.js'
import { eventRecord, noOutages, openDatabase, query, quiet } from './harness.js'
import { numberedEvent } from './numbered-event.js'

const topic = 'polyphon.analytics.dead'
const workspace = randomUUID()
const happened = numberedEvent(topic)

const folder = mkdtempSync(join(tmpdir(), 'polyphon-backup-'))
const servers: PostgresServer[] = []

/** A server with the database of a service and that of an embedded log. */
async function start(name: string, port: number): Promise<PostgresServer> {
  const server = await startPostgres({ folder: join(folder, name), port, durable: true, maxConnections: 60 })
  servers.push(server)
  return server
}

/** What a service does over a server: it applies what it hears, each number once. */
async function open(server: PostgresServer) {
  const db = openDatabase(server.url('polyphon_one', 'polyphon_app'))
  const log = await openEmbeddedLog({ url: server.url('polyphon_log', 'polyphon_app'), now: () => new Date() })
  await log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
  const consumer = await startConsumer({
    db,
    log,
    service: 'analytics',
    group: 'analytics.backup',
    handlers: [
      on(happened, { naturalKey: 'none, on purpose: the offset alone must do' }, async (tx, { data: { number } }) => {
        await tx.query('insert into effect (number) values ($1)', [number])
      }),
    ],
    logger: quiet,
    outages: noOutages,
  })
  return {
    send: (number: number) => log.send([eventRecord(happened, { workspace, about: 'one', data: { number } })]),
    applied: () => applied(server),
    gaps: () => db.transact(null, (tx) => readOpenGaps(tx, 10), { readOnly: true }),
    close: async () => {
      await consumer.stop()
      await log.close()
      await db.close()
    },
  }
}

const applied = async (server: PostgresServer): Promise<number[]> =>
  (await query<{ number: number }>(server.url('polyphon_one'), 'select number from effect order by position')).map(
    ({ number }) => number,
  )

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('a backup', () => {
  let first: PostgresServer
  let port: number

  beforeAll(async () => {
    port = await freePort()
    first = await start('first', port)
    await makeDatabases(first.url('postgres'), ['polyphon_one', 'polyphon_log'], 'only-here')
    const core = { set: 'core', folder: join(import.meta.dirname, '../migrations/core') }
    const appRole = 'polyphon_app'
    await migrate({ url: first.url('polyphon_one'), folders: [core], appRole })
    await migrate({ url: first.url('polyphon_log'), folders: [embeddedLogMigrations], appRole })
    await query(
      first.url('polyphon_one'),
      `create table effect (position bigint generated always as identity, number integer not null);
       grant all on effect to public`,
    )
  })
  afterAll(async () => {
    for (const server of servers.toReversed()) await server.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  })

  it('is a copy of the files of a server that runs, after which a service goes on where it stood', async () => {
    const before = await open(first)
    let sent = 0
    let isWriting = true
    const writing = (async () => {
      for (; isWriting; sent += 1) await before.send(sent)
    })()
    await eventually(async () => expect((await before.applied()).length).toBeGreaterThan(20))
    await copyPostgres(first.url('postgres'), join(folder, 'second'))
    isWriting = false
    await writing
    await eventually(async () => expect(await before.applied()).toEqual(upTo(sent)))
    await before.close()

    const second = await start('second', await freePort())
    const restored = await open(second)
    const kept = await query<{ count: number }>(
      second.url('polyphon_log'),
      'select count(*)::integer as count from log_record',
    )
    const count = kept[0]?.count ?? 0
    expect(count).toBeGreaterThan(20)
    await restored.send(count)
    await eventually(async () => expect(await restored.applied()).toEqual(upTo(count + 1)))
    expect(await restored.gaps()).toEqual([])
    await restored.close()
  }, 180_000)

  it('can follow the server as its standby, and take over', async () => {
    const host = `host=127.0.0.1 port=${port} user=${new URL(first.url('postgres')).username} dbname=postgres`
    await copyPostgres(first.url('postgres'), join(folder, 'standby'), { standbyOf: host })
    const standby = await start('standby', await freePort())
    const before = await open(first)
    const next = (await before.applied()).length
    await before.send(next)
    await eventually(async () => expect(await before.applied()).toEqual(upTo(next + 1)))
    await before.close()
    await eventually(async () => expect(await applied(standby)).toEqual(upTo(next + 1)))
    await query(standby.url('postgres'), 'select pg_promote()')
    const after = await open(standby)
    await eventually(() => after.send(next + 1))
    await eventually(async () => expect(await after.applied()).toEqual(upTo(next + 2)))
    await after.close()
  }, 180_000)

  const dump = versionOf('pg_dump')
  const missing = `SKIPPED, needs pg_dump 18 or newer, here is ${dump === 0 ? 'none' : `version ${dump}`}: apt-get install -y postgresql-client-18`
  it.skipIf(dump < 18)(dump < 18 ? missing : 'can be taken of one database by pg_dump', async () => {
    const file = join(folder, 'one.dump')
    run('pg_dump', ['--format=custom', '--file', file, first.url('polyphon_one')])
    await query(first.url('postgres'), 'create database polyphon_again')
    run('pg_restore', ['--dbname', first.url('polyphon_again'), file])
    const rows = await query<{ number: number }>(
      first.url('polyphon_again'),
      'select number from effect order by position',
    )
    expect(rows.map(({ number }) => number)).toEqual(await applied(first))
  })
})

function versionOf(program: string): number {
  const { stdout, status } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return status === 0 ? Number(/\d+/.exec(stdout)?.[0] ?? 0) : 0
}

function run(program: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
}
