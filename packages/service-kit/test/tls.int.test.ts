import { segmentPublished } from '@polyphon/contracts'
import { outbox } from '@polyphon/service-kit'
import { type RunningService, startService } from '@polyphon/service-kit/runtime'
import { eventually } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { collector, HOW_TO_GET_KAFKA, HOW_TO_GET_REDIS, newGroup, quiet } from './harness.js'
import { notesService } from './notes-service.js'
import { canRunKafka, canRunRedis, type Env, openTlsServers } from './tls-servers.js'

type Servers = Awaited<ReturnType<typeof openTlsServers>>
type Postgres = Awaited<ReturnType<Servers['postgres']>>

// A broker is started, which takes long on a busy machine.
const BOOT_MS = 120_000

let servers: Servers
let postgres: Postgres
let databaseEnv: Env
const running: RunningService[] = []

beforeAll(async () => {
  servers = await openTlsServers()
  postgres = await servers.postgres()
  databaseEnv = { ...postgres.env, DATABASE_TLS_CA: servers.tls.ca.text }
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()))
})
afterAll(() => servers.close())

// Nobody listens on port 1: these tests are about other servers.
const start = async (env: Env): Promise<RunningService> => {
  const settings = { PORT: '0', KAFKA_BROKERS: '127.0.0.1:1', ...env }
  const service = await startService(notesService, { env: settings, logger: quiet })
  running.push(service)
  return service
}

const checkOf = async (service: RunningService, name: string): Promise<unknown> => {
  const { checks } = JSON.parse(await (await fetch(`${service.url}/readyz`)).text())
  return checks.find((check: { name: string }) => check.name === name)
}

describe('PostgreSQL that speaks TLS only', () => {
  it('is reached with the authority that signs it, by every connection', async () => {
    const service = await start(servers.inFiles(databaseEnv))
    expect(await checkOf(service, 'database')).toMatchObject({ ok: true })
    const open = `select application_name, ssl from pg_stat_ssl join pg_stat_activity using (pid) where usename = 'polyphon_app'`
    await eventually(async () => expect((await postgres.ask(open)).length).toBeGreaterThanOrEqual(2))
    for (const { ssl } of await postgres.ask(open)) expect(ssl).toBe(true)
  })
  it('is verified, whatever the URL says', async () => {
    const { DATABASE_URL: url = '' } = databaseEnv
    const env = { ...databaseEnv, DATABASE_TLS_CA: servers.strangeCa, DATABASE_URL: `${url}?sslmode=no-verify` }
    await expect(start(env)).rejects.toThrow(/DATABASE_URL: no trusted connection can be made \(DATABASE_TLS_CA\)/)
  })
  it('may be described in the URL alone', async () => {
    const verified = (url = ''): string => `${url}?sslmode=verify-full&sslrootcert=${servers.tls.ca.file}`
    const { DATABASE_URL, MIGRATION_DATABASE_URL } = postgres.env
    const env = { DATABASE_URL: verified(DATABASE_URL), MIGRATION_DATABASE_URL: verified(MIGRATION_DATABASE_URL) }
    expect(await checkOf(await start(env), 'database')).toMatchObject({ ok: true })
    const missing = { ...env, DATABASE_URL: `${DATABASE_URL}?sslrootcert=/nowhere.pem` }
    await expect(start(missing)).rejects.toThrow('DATABASE_URL: names a file that cannot be read')
  })
  it('is not spoken to without TLS', async () => {
    const both = /DATABASE_URL: the server does not let this role in.*\n {2}MIGRATION_DATABASE_URL: the server does not/
    await expect(start(postgres.env)).rejects.toThrow(both)
  })
  it('refuses a wrong password: the setting is named, and nothing of it is repeated', async () => {
    const wrong = databaseEnv['DATABASE_URL']?.replace(':right@', ':geheim@') ?? ''
    const starting = start({ ...databaseEnv, DATABASE_URL: wrong })
    await expect(starting).rejects.toThrow('DATABASE_URL: the server refuses the password')
    await expect(starting).rejects.not.toThrow(/geheim|polyphon_app/)
  })
})

if (!canRunRedis) describe('Redis that speaks TLS only', () => it.skip(HOW_TO_GET_REDIS, () => undefined))
else
  describe('Redis that speaks TLS only', () => {
    let url: string
    beforeAll(async () => {
      url = await servers.redis()
    })
    const redis = (tlsCa: string): Env => servers.inFiles({ REDIS_URL: url, REDIS_TLS_CA: tlsCa })

    it('is reached with the authority that signs it', async () => {
      const service = await start({ ...databaseEnv, ...redis(servers.tls.ca.text) })
      await eventually(async () => expect(await checkOf(service, 'redis')).toMatchObject({ ok: true }))
      expect((await service.deps.counters.increment('x', 1_000)).count).toBe(1)
    })
    it('is named when another authority signs it', async () => {
      const service = await start({ ...databaseEnv, ...redis(servers.strangeCa) })
      expect(await checkOf(service, 'redis')).toMatchObject({ ok: false, optional: true })
    })
  })

if (!canRunKafka) describe('Kafka that speaks TLS only', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else
  describe('Kafka that speaks TLS only', () => {
    const tls = (ca: string): Env => ({ KAFKA_TLS: 'true', KAFKA_TLS_CA: ca })
    const login = (mechanism: string, password = 'right'): Env => ({
      KAFKA_SASL_MECHANISM: mechanism,
      KAFKA_SASL_USERNAME: 'polyphon',
      KAFKA_SASL_PASSWORD: password,
    })

    /** Tells an event and waits until it comes out of the log again. Answers under which ids of its topic, one for each way. */
    async function topicIdsSeen(service: RunningService): Promise<readonly (string | undefined)[]> {
      const { db, log, newId } = service.deps
      await eventually(async () => expect(await checkOf(service, 'log')).toMatchObject({ ok: true }))
      const key = newId()
      await db.transact(newId(), async (tx) => {
        outbox.append(tx, segmentPublished, { key, version: 1, name: 'Größe', condition: {} })
      })
      const seen = collector()
      await log.subscribe({ group: newGroup(), topics: [segmentPublished.topic], onChunk: seen.onChunk })
      const hasArrived = (): void => expect(seen.records.map(({ value }) => value).join()).toContain(key)
      await eventually(hasArrived)
      const [end] = await log.ends([segmentPublished.topic])
      return [end?.topicId, seen.chunks[0]?.topicId]
    }

    describe('and asks for SCRAM-SHA-512', () => {
      let brokers: Env
      beforeAll(async () => {
        brokers = { KAFKA_BROKERS: await servers.kafka('scram-sha-512') }
      }, BOOT_MS)
      it('takes and gives events', async () => {
        const kafka = servers.inFiles({ ...brokers, ...tls(servers.tls.ca.text), ...login('scram-sha-512') })
        const [fromMetadata, fromRecords] = await topicIdsSeen(
          await start({ ...databaseEnv, KAFKA_BROKERS: '', ...kafka }),
        )
        expect(fromRecords).toBe(fromMetadata)
      })
      it('is named with the setting when the password is wrong, and the service stays', async () => {
        const wrong = login('scram-sha-512', 'wrong')
        const service = await start({ ...databaseEnv, ...brokers, ...tls(servers.tls.ca.text), ...wrong })
        const reason = expect.stringContaining('KAFKA_SASL_PASSWORD')
        await eventually(async () => expect(await checkOf(service, 'log')).toMatchObject({ ok: false, reason }))
        expect((await fetch(`${service.url}/livez`)).status).toBe(200)
      })
      it('is named with the setting when another authority signs it', async () => {
        const env = { ...databaseEnv, ...brokers, ...tls(servers.strangeCa), ...login('scram-sha-512') }
        const service = await start(env)
        const reason = expect.stringContaining('KAFKA_TLS_CA')
        await eventually(async () => expect(await checkOf(service, 'log')).toMatchObject({ ok: false, reason }))
      })
    })
    it(
      'and asks for a password in plain text takes and gives events',
      async () => {
        const kafka = { KAFKA_BROKERS: await servers.kafka('plain'), ...tls(servers.tls.ca.text), ...login('plain') }
        const [fromMetadata, fromRecords] = await topicIdsSeen(await start({ ...databaseEnv, ...kafka }))
        expect(fromRecords).toBe(fromMetadata)
      },
      BOOT_MS,
    )
    it(
      'and asks for a certificate takes and gives events',
      async () => {
        const { certificate, key } = servers.tls.client
        const clientFiles = servers.inFiles({ KAFKA_TLS_CERT: certificate.text, KAFKA_TLS_KEY: key.text })
        const kafka = { KAFKA_BROKERS: await servers.kafka(), ...tls(servers.tls.ca.text), ...clientFiles }
        const [fromMetadata, fromRecords] = await topicIdsSeen(await start({ ...databaseEnv, ...kafka }))
        expect(fromRecords).toBe(fromMetadata)
      },
      BOOT_MS,
    )
  })
