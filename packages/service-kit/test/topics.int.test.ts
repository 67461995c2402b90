import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { topics } from '@polyphon/contracts'
import { installationOf, type KafkaServer, kafkaLibs, startKafka } from '@polyphon/toolchain'
import { durationMs } from '@polyphon/values'
import { type Admin, ConfigResourceTypes, Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const shared = process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? ''
const isInstalled = installationOf('Kafka') === undefined
const program = fileURLToPath(new URL('../src/topics/main.ts', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly output: string
}

function makeTopics(env: Readonly<Record<string, string>>): Promise<Ended> {
  const { KAFKA_BROKERS: _brokers, ...inherited } = process.env
  const child = spawn(process.execPath, ['--conditions=@polyphon/source', '--import', 'tsx', program], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => output.push(data.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output: output.join('') })))
}

async function asAdmin<T>(address: string, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    return await ask(admin)
  } finally {
    await admin.disconnect()
  }
}

function describeTopics(address: string): Promise<ReadonlyMap<string, number>> {
  return asAdmin(address, async (admin) => {
    const described = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) })
    return new Map(described.topics.map(({ name, partitions }) => [name, partitions.length]))
  })
}

/** How long each topic keeps a record, in milliseconds; null where it compacts. */
function describeRetention(address: string): Promise<Readonly<Record<string, number | null>>> {
  return asAdmin(address, async (admin) => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
    })
    return Object.fromEntries(
      resources.map(({ resourceName, configEntries }) => {
        const value = (wanted: string): string | undefined =>
          configEntries.find(({ configName }) => configName === wanted)?.configValue
        return [resourceName, value('cleanup.policy') === 'delete' ? Number(value('retention.ms')) : null]
      }),
    )
  })
}

describe('the topics job', () => {
  // Tests beside this one make the same topics, for less long and with other partitions: so it has a broker of its own.
  let folder: string
  let broker: KafkaServer | undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'polyphon-topics-'))
    if (isInstalled) broker = await startKafka({ folder, libs: kafkaLibs })
  })
  afterAll(async () => {
    await broker?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it.skipIf(!isInstalled && shared === '')(
    'makes every topic of the contracts, and nothing when it runs again',
    async () => {
      const brokers = broker?.brokers ?? shared
      const first = await makeTopics({ KAFKA_BROKERS: brokers })
      expect(first.code, first.output).toBe(0)
      const made = await describeTopics(brokers)
      expect([...made.keys()].toSorted()).toEqual(topics.map(({ name }) => name).toSorted())
      const again = await makeTopics({ KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: '9' })
      expect(again.code, again.output).toBe(0)
      expect(again.output).toContain(`${topics.length} topics are there`)
      const after = await describeTopics(brokers)
      for (const { name } of topics) expect(after.get(name), name).toBe(made.get(name))
    },
  )
  it.skipIf(!isInstalled)('sets how long each topic keeps its records, as the documents say', async () => {
    const brokers = broker?.brokers ?? ''
    const { code, output } = await makeTopics({ KAFKA_BROKERS: brokers })
    expect(code, output).toBe(0)
    const stated = topics.map(({ name, retention }) => [name, retention === null ? null : durationMs(retention)])
    expect(await describeRetention(brokers)).toEqual(Object.fromEntries(stated))
  })
  it('ends with 1 where no broker answers', async () => {
    const { code, output } = await makeTopics({ KAFKA_BROKERS: '127.0.0.1:1' })
    expect(code).toBe(1)
    expect(output).toContain('The topics could not be made.')
  })
  it('names what is missing', async () => {
    const { code, output } = await makeTopics({ KAFKA_PARTITIONS: 'many' })
    expect(code).toBe(1)
    expect(output).toContain('KAFKA_BROKERS')
    expect(output).toContain('KAFKA_PARTITIONS')
  })
})
