import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { topics } from '@polyphon/contracts'
import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, it } from 'vitest'

const brokers = process.env['POLYPHON_TEST_KAFKA_BROKERS'] ?? ''
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

async function describeTopics(): Promise<ReadonlyMap<string, number>> {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  try {
    const described = await admin.fetchTopicMetadata()
    return new Map(described.topics.map(({ name, partitions }) => [name, partitions.length]))
  } finally {
    await admin.disconnect()
  }
}

describe('the topics job', () => {
  it.skipIf(brokers === '')('makes every topic of the contracts, and nothing when it runs again', async () => {
    const first = await makeTopics({ KAFKA_BROKERS: brokers })
    expect(first.code, first.output).toBe(0)
    const made = await describeTopics()
    expect([...made.keys()]).toEqual(expect.arrayContaining(topics.map(({ name }) => name)))
    const again = await makeTopics({ KAFKA_BROKERS: brokers, KAFKA_PARTITIONS: '9' })
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain(`${topics.length} topics are there`)
    const after = await describeTopics()
    for (const { name } of topics) expect(after.get(name), name).toBe(made.get(name))
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
