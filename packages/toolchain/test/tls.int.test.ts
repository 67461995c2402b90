import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { Redis } from 'ioredis'
import { Kafka, logLevel, type SASLOptions } from 'kafkajs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  freePort,
  installationOf,
  type KafkaServer,
  kafkaLibs,
  makeTestCertificates,
  type PostgresServer,
  type RedisServer,
  startKafka,
  startPostgres,
  startRedis,
  type TestCertificates,
} from '../src/index.js'

const hasKafka = installationOf('Kafka') === undefined
const hasRedis = installationOf('Redis') === undefined
let folder: string
let tls: TestCertificates
let stranger: TestCertificates

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polyphon-tls-'))
  tls = makeTestCertificates(join(folder, 'certificates'))
  stranger = makeTestCertificates(join(folder, 'stranger'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

describe('a PostgreSQL with TLS', () => {
  let port: number
  let server: PostgresServer
  beforeAll(async () => {
    port = await freePort()
    server = await startPostgres({ folder: join(folder, 'postgres'), port, durable: false, tls })
    await ask({ connectionString: server.url('postgres') }, "create role somebody login password 'right'")
  })
  afterAll(() => server.stop())

  async function ask(config: pg.ClientConfig, sql: string): Promise<unknown[]> {
    const client = new pg.Client(config)
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(sql)
    await client.end()
    return rows.flatMap((row) => Object.values(row))
  }
  const login = (ssl: false | ConnectionOptions, password = 'right'): pg.ClientConfig => ({
    host: 'localhost',
    port,
    user: 'somebody',
    database: 'postgres',
    password,
    ssl,
  })
  const ca = (): ConnectionOptions => ({ ca: tls.ca.text })

  it('lets in who checks its certificate and knows the password', async () => {
    expect(await ask(login(ca()), 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([true])
  })
  it('takes no connection without TLS', async () => {
    await expect(ask(login(false), 'select 1')).rejects.toThrow('no pg_hba.conf entry')
  })
  it('is not trusted by who knows another authority', async () => {
    await expect(ask(login({ ca: stranger.ca.text }), 'select 1')).rejects.toThrow('certificate')
  })
  it('asks for the password', async () => {
    await expect(ask(login(ca(), 'wrong'), 'select 1')).rejects.toThrow('password authentication failed')
  })
})

describe.runIf(hasRedis)('a Redis with TLS', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis({ folder: join(folder, 'redis'), port: await freePort(), tls })
  })
  afterAll(() => server.stop())

  async function ping(url: string, ca: string): Promise<string> {
    const client = new Redis(url, { tls: { ca }, lazyConnect: true, retryStrategy: () => null })
    const failure = new Promise<never>((_resolve, reject) => client.once('error', reject))
    try {
      return await Promise.race([client.ping(), failure])
    } finally {
      client.disconnect()
    }
  }

  it('answers who checks its certificate', async () => {
    expect(server.url).toMatch(/^rediss:/)
    expect(await ping(server.url, tls.ca.text)).toBe('PONG')
  })
  it('is not trusted by who knows another authority', async () => {
    await expect(ping(server.url, stranger.ca.text)).rejects.toThrow('certificate')
  })
  it('does not speak without TLS', async () => {
    const client = new Redis(server.url.replace('rediss', 'redis'), { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => undefined)
    await expect(client.ping()).rejects.toThrow('Connection is closed')
  })
})

describe.runIf(hasKafka)('a Kafka with TLS', () => {
  async function listTopics(server: KafkaServer, ssl: ConnectionOptions, sasl?: SASLOptions): Promise<string[]> {
    const client = new Kafka({
      clientId: 'test',
      brokers: server.brokers.split(','),
      ssl,
      ...(sasl === undefined ? {} : { sasl }),
      retry: { retries: 0 },
      // A handshake may take longer than the second of the default where both cores are busy with other tests.
      connectionTimeout: 15_000,
      authenticationTimeout: 15_000,
      logLevel: logLevel.NOTHING,
    })
    const admin = client.admin()
    try {
      await admin.connect()
      return await admin.listTopics()
    } finally {
      await admin.disconnect()
    }
  }

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('lets in users by %s', async (mechanism) => {
    const users = { alice: 'right', bob: 'A/b+c=1!' }
    const security = { tls, sasl: { mechanism, users } }
    const server = await startKafka({ folder: join(folder, mechanism), libs: kafkaLibs, security })
    try {
      const ca = { ca: tls.ca.text }
      for (const [username, password] of Object.entries(users))
        expect(await listTopics(server, ca, { mechanism, username, password })).toEqual([])
      const wrong = { mechanism, username: 'alice', password: 'wrong' }
      await expect(listTopics(server, ca, wrong)).rejects.toThrow(/[Aa]uthentication failed/)
      await expect(listTopics(server, ca)).rejects.toThrow(/SASL|closed|ended/i)
      const right = { mechanism, username: 'alice', password: 'right' }
      await expect(listTopics(server, { ca: stranger.ca.text }, right)).rejects.toThrow('certificate')
    } finally {
      await server.stop()
    }
  })

  it('asks for a certificate where it has no users', async () => {
    const server = await startKafka({ folder: join(folder, 'mutual'), libs: kafkaLibs, security: { tls } })
    try {
      const ca = tls.ca.text
      const { key, certificate } = tls.client
      expect(await listTopics(server, { ca, key: key.text, cert: certificate.text })).toEqual([])
      await expect(listTopics(server, { ca })).rejects.toThrow(/bad certificate|certificate required/)
    } finally {
      await server.stop()
    }
  })
})
