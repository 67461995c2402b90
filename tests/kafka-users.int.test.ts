import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWorkspace, services } from '@polyphon/local-stack'
import { caller, eventually, type FreshDatabase, freshDatabase } from '@polyphon/testkit'
import { installationOf } from '@polyphon/toolchain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../infra/containers/commands.js'
import { chart } from './helm/chart.js'
import { type KafkaWithUsers, passwordOf, startKafkaWithUsers } from './kafka-with-users.js'
import { thankFor } from './thanks.js'

// The five services, each with a user of Kafka of its own that may do what its rules say, as the chart has them run.

const missing = installationOf('Kafka')
if (missing !== undefined) process.stderr.write(`SKIPPED services with users of Kafka: ${missing}\n`)

const PREFIX = 'cx_'
const ADMIN_TOKEN = `admin-${randomUUID()}`
const program = join(import.meta.dirname, '../packages/service-kit/src/topics/main.ts')

let kafka: KafkaWithUsers
let running: readonly Awaited<ReturnType<(typeof services)[number]['start']>>[] = []
const databases: FreshDatabase[] = []

/** What a user of Kafka logs in with. */
const loginOf = (user: string): Readonly<Record<string, string>> => ({
  KAFKA_BROKERS: kafka.brokers,
  KAFKA_TLS: 'true',
  KAFKA_TLS_CA: kafka.ca,
  KAFKA_SASL_MECHANISM: 'plain',
  KAFKA_SASL_USERNAME: user,
  KAFKA_SASL_PASSWORD: passwordOf(user),
  KAFKA_PARTITIONS: '2',
})

/** Runs the job of the chart as this user: the topics, then the rules that the chart brings along. */
const runJob = (user: string, env: Readonly<Record<string, string>> = {}): Promise<string> =>
  run(process.execPath, ['--conditions=@polyphon/source', '--import', 'tsx', program], {
    env: {
      ...loginOf(user),
      KAFKA_RULES: readFileSync(join(chart, 'files/kafka-rules.tsv'), 'utf8'),
      KAFKA_RULES_PREFIX: PREFIX,
      ...env,
    },
  })

describe.skipIf(missing !== undefined)('services with users of Kafka', () => {
  beforeAll(async () => {
    kafka = await startKafkaWithUsers(services.map(({ name }) => `${PREFIX}${name}`))
  }, 240_000)
  afterAll(async () => {
    await Promise.all(running.map((service) => service.close()))
    await Promise.all(databases.map((database) => database.drop()))
    await kafka?.stop()
  }, 120_000)

  it('get them by the job of the topics, which only an administrator may do, and twice does no harm', async () => {
    const whoMayNot = await runJob(`${PREFIX}profile`).catch(String)
    expect(whoMayNot).toMatch(/ended with 1[^]*authoriz/i)
    expect(whoMayNot).not.toContain(passwordOf(`${PREFIX}profile`))
    const rules = readFileSync(join(chart, 'files/kafka-rules.tsv'), 'utf8').trim().split('\n').length
    const twice = [await runJob('admin'), await runJob('admin')]
    for (const output of twice) expect(output).toContain(`${rules} rules are given to users of Kafka`)
    for (const KAFKA_RULES of ['profile\tWrite', 'a b\tWrite\ttopic\tliteral\tx', 'x\tAlter\ttopic\tliteral\ty'])
      expect(await runJob('admin', { KAFKA_RULES }).catch(String)).toContain('Line 1 of the rules is none.')
  }, 240_000)

  it('carry an event of a customer to a mail, and find nothing wrong with themselves', async () => {
    const mailFolder = join(kafka.folder, 'mail')
    running = await Promise.all(
      services.map(async (service) => {
        const database = await freshDatabase()
        databases.push(database)
        return service.start({
          env: {
            ...loginOf(`${PREFIX}${service.name}`),
            DATABASE_URL: database.url,
            MIGRATION_DATABASE_URL: database.ownerUrl,
            PORT: '0',
            LOG_LEVEL: process.env['POLYPHON_TEST_LOG'] ?? 'silent',
            POLYPHON_ADMIN_TOKEN: ADMIN_TOKEN,
            SECRETS_KEYS: `test:${Buffer.from(randomUUID().slice(0, 32)).toString('base64')}`,
            MAIL_FOLDER: mailFolder,
          },
        })
      }),
    )
    const urls = Object.fromEntries(running.map(({ name, url }) => [name, url]))
    const { secretKey } = await makeWorkspace(
      { urls, adminToken: ADMIN_TOKEN, mailFolder },
      { key: 'hofladen', name: 'Hofladen' },
    )
    const must = async (service: string, operation: string, body: unknown): Promise<void> => {
      const answer = await caller(urls[service] ?? '', secretKey)(operation, { body })
      if (answer.status >= 300) throw new Error(`${operation} was refused: ${answer.text}`)
    }
    await thankFor(must, 'Bestellt')
    const traits = { email: 'anna@example.org', name: 'Anna' }
    await must('profile', 'POST /v1/identify', { userId: 'anna', traits, messageId: randomUUID() })
    await must('profile', 'POST /v1/track', { userId: 'anna', event: 'Bestellt', messageId: randomUUID() })
    await eventually(() => expect(readdirSync(mailFolder).filter((file) => file.endsWith('.eml'))).toHaveLength(1), {
      timeoutMs: 120_000,
    })
    for (const { name, url } of running) {
      const { body } = await caller(url, ADMIN_TOKEN)('GET /v1/diagnosis')
      const found = body.findings.filter(
        ({ check, state }: { check: string; state: string }) => state !== 'ok' && check !== 'secrets',
      )
      expect(found, name).toEqual([])
      // Nobody is refused what they ask of Kafka.
      const { body: letters } = await caller(url, ADMIN_TOKEN)('GET /v1/dead-letters')
      expect(letters.items, name).toEqual([])
    }
  }, 300_000)
})
