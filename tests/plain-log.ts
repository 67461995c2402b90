import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Admin, type ITopicConfig, Kafka, logLevel, type Producer } from 'kafkajs'

/** A record as it lies in Kafka, its headers and value as text. */
export interface PlainRecord {
  readonly topic: string
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly value: string | null
}

interface EventToSend {
  readonly workspace: string
  /** What comes behind the workspace in the key. */
  readonly about?: string
  /** Where it goes, if not to the first topic that carries the type. */
  readonly topic?: string
  /** What differs from the example in the document. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Kafka as a program sees it that has nothing of ours but the published documents. */
export interface PlainLog {
  readonly admin: Admin
  /** Makes a compacted topic, as an operator would. */
  makeStateTopic(topic: string): Promise<void>
  /** Publishes an event in the form of its published example; data that breaks the published schema is an error. */
  publish(type: string, event: EventToSend): Promise<void>
  send(record: PlainRecord): Promise<void>
  /** Everything that is published on these topics from their beginning on. The answer grows as records arrive. */
  listen(topics: readonly string[]): Promise<readonly PlainRecord[]>
  /** How many records of these topics a consumer group has not taken yet. */
  lag(group: string, topics: readonly string[]): Promise<number>
  /** Waits until nobody publishes anything any more: every group has taken everything, and nothing new follows. */
  untilQuiet(): Promise<void>
  close(): Promise<void>
}

const published = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../openapi', file), 'utf8'))

/** Makes a topic and waits until it takes records: kafkajs itself gives up where a broker has not heard of it yet. */
export async function makeTopic(admin: Admin, config: ITopicConfig): Promise<void> {
  await eventually(() => admin.createTopics({ topics: [config] }))
  await eventually(() => admin.fetchTopicOffsets(config.topic))
}

export async function openPlainLog(brokers: string): Promise<PlainLog> {
  const kafka = new Kafka({ clientId: 'plain', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  const producer = kafka.producer()
  await Promise.all([admin.connect(), producer.connect()])
  const closers: (() => Promise<void>)[] = [() => admin.disconnect(), () => producer.disconnect()]
  const send: PlainLog['send'] = (record) => sendOne(producer, record)
  return {
    admin,
    send,
    makeStateTopic: async (topic) => {
      const configEntries = [{ name: 'cleanup.policy', value: 'compact' }]
      await makeTopic(admin, { topic, numPartitions: 6, configEntries })
    },
    publish: (type, event) => send(recordOf(type, event)),
    listen: async (topics) => {
      const records: PlainRecord[] = []
      const consumer = kafka.consumer({ groupId: `plain-${randomUUID()}` })
      closers.unshift(() => consumer.disconnect())
      await consumer.connect()
      await consumer.subscribe({ topics: [...topics], fromBeginning: true })
      await consumer.run({
        eachMessage: async ({ topic, message: { key, headers, value } }) => {
          const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)])
          records.push({
            topic,
            key: String(key),
            headers: Object.fromEntries(texts),
            value: value === null ? null : value.toString(),
          })
        },
      })
      return records
    },
    lag: (group, topics) => lagOf(admin, group, topics),
    untilQuiet: () => untilQuiet(admin),
    close: async () => {
      for (const close of closers) await close()
    },
  }
}

async function sendOne(producer: Producer, { topic, key, headers, value }: PlainRecord): Promise<void> {
  await producer.send({ topic, acks: -1, messages: [{ key, headers: { ...headers }, value }] })
}

/** A record of this type that keeps the published contract. */
export function recordOf(type: string, { workspace, about, topic, data }: EventToSend): PlainRecord {
  const document = published('asyncapi.json')
  const [example] = document.components.messages[type].examples
  const channels: readonly { address: string; messages: object }[] = Object.values(document.channels)
  const home = channels.find(({ messages }) => type in messages)?.address ?? ''
  const payload = { ...example.payload, ...data }
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  if (!ajv.validate(published(`schemas/${type}.json`), payload)) throw new Error(`${type}: ${ajv.errorsText()}`)
  const key = about === undefined ? workspace : `${workspace}:${about}`
  const ours = { ce_id: randomUUID(), ce_time: new Date().toISOString(), ce_partitionkey: key, ce_workspace: workspace }
  return { topic: topic ?? home, key, headers: { ...example.headers, ...ours }, value: JSON.stringify(payload) }
}

const keyOf = (topic: string, partition: number): string => `${topic}/${partition}`

/** Where every partition ends now. */
async function endsOf(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const ends = new Map<string, bigint>()
  for (const topic of topics)
    for (const { partition, high } of await admin.fetchTopicOffsets(topic))
      ends.set(keyOf(topic, partition), BigInt(high))
  return ends
}

/** Where a group is in every partition that it has taken anything of. */
async function offsetsOf(admin: Admin, groupId: string): Promise<ReadonlyMap<string, bigint>> {
  const topics = await admin.fetchOffsets({ groupId })
  const offsets = topics.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, offset }) => [keyOf(topic, partition), BigInt(offset)] as const),
  )
  return new Map(offsets)
}

async function lagOf(admin: Admin, group: string, topics: readonly string[]): Promise<number> {
  const offsets = await offsetsOf(admin, group)
  let lag = 0n
  for (const [partition, end] of await endsOf(admin, topics)) {
    const offset = offsets.get(partition) ?? 0n
    lag += end - (offset < 0n ? 0n : offset)
  }
  return Number(lag)
}

async function untilQuiet(admin: Admin): Promise<void> {
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('polyphon.'))
  const { groups } = await admin.listGroups()
  const services = groups.map(({ groupId }) => groupId).filter((group) => !group.startsWith('plain-'))
  let before = ''
  await eventually(
    async () => {
      const ends = await endsOf(admin, topics)
      const now = [...ends].join(' ')
      const isSame = now === before
      before = now
      if (!isSame) throw new Error('Something was published a moment ago.')
      for (const group of services)
        for (const [partition, offset] of await offsetsOf(admin, group))
          if (offset >= 0n && offset < (ends.get(partition) ?? 0n))
            throw new Error(`${group} is behind in ${partition}.`)
    },
    { timeoutMs: 60_000, everyMs: 500 },
  )
}
