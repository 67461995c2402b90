import { eventually } from '@polyphon/testkit'
import { type Admin, AssignerProtocol, type Consumer, type Kafka, type KafkaMessage } from 'kafkajs'
import { withAdmin } from '../plain-kafka.js'

/** A record of a topic, read without anything of Polyphon's. */
export interface PlainRecord {
  readonly topic: string
  readonly type: string
  readonly id: string
  readonly workspace: string
  // oxlint-disable-next-line typescript/no-explicit-any -- data of every shape; the checkers read single fields
  readonly data: any
  readonly text: string
}

type Ends = ReadonlyMap<string, number>

/** A plain Kafka client beside the services. */
export interface Topics {
  /** The ends of all partitions of Polyphon's topics, as `topic partition`. */
  ends(): Promise<Ends>
  /** What has been published between two looks at the ends, in the order of each partition. */
  read(from: Ends, to: Ends): Promise<readonly PlainRecord[]>
  /** The consumer groups that have members, and the topics each of them wants. */
  groups(): Promise<ReadonlyMap<string, readonly string[]>>
}

const PREFIX = 'polyphon.'

export function openTopics(kafka: Kafka): Topics {
  return {
    ends: () => ask(kafka, endsOf),
    read: (from, to) => untilAnswered(() => readBetween(kafka, beginnings(from, to), to)),
    groups: () => ask(kafka, groupsOf),
  }
}

/** Keeps what has been published since it was opened, also of topics that are emptied or made anew meanwhile. */
export interface Recorder {
  /** Reads what has come since the last time. */
  remember(): Promise<void>
  readonly records: readonly PlainRecord[]
}

export async function openRecorder(topics: Topics): Promise<Recorder> {
  let at = await topics.ends()
  const records: PlainRecord[] = []
  return {
    records,
    remember: async () => {
      const now = await topics.ends()
      records.push(...(await topics.read(at, now)))
      at = now
    },
  }
}

/** A topic that ends before where it ended last was made anew: it is read from its first record. */
function beginnings(from: Ends, to: Ends): Ends {
  return new Map([...from].map(([partition, at]) => [partition, (to.get(partition) ?? 0) < at ? 0 : at]))
}

/** Asks through an admin of its own. */
function ask<T>(kafka: Kafka, question: (admin: Admin) => Promise<T>): Promise<T> {
  return untilAnswered(() => withAdmin(kafka, question))
}

/** Begins anew while a leader or a coordinator is being elected, as it is where the broker itself got no time for a while. */
function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  return eventually(work, { timeoutMs: 30_000, everyMs: 100 })
}

async function endsOf(admin: Admin): Promise<Ends> {
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(PREFIX))
  const all = await Promise.all(topics.map(async (topic) => ({ topic, offsets: await admin.fetchTopicOffsets(topic) })))
  return new Map(
    all.flatMap(({ topic, offsets }) => offsets.map(({ partition, high }) => [`${topic} ${partition}`, Number(high)])),
  )
}

async function groupsOf(admin: Admin): Promise<ReadonlyMap<string, readonly string[]>> {
  const { groups } = await admin.listGroups()
  const names = groups.map(({ groupId }) => groupId).filter((name) => !name.startsWith('faults-'))
  const described = await admin.describeGroups(names)
  return new Map(
    described.groups
      .filter(({ members }) => members.length > 0)
      .map(({ groupId, members }) => [groupId, topicsOf(members.map(({ memberMetadata }) => memberMetadata))]),
  )
}

function topicsOf(metadata: readonly Buffer[]): readonly string[] {
  return [...new Set(metadata.flatMap((member) => AssignerProtocol.MemberMetadata.decode(member)?.topics ?? []))]
}

/** Reads from one set of offsets up to another, with a consumer group that is thrown away. */
async function readBetween(kafka: Kafka, from: Ends, to: Ends): Promise<readonly PlainRecord[]> {
  const open = new Map([...to].filter(([partition, end]) => end > (from.get(partition) ?? 0)))
  if (open.size === 0) return []
  const groupId = `faults-${process.pid}-${Math.random().toString(36).slice(2)}`
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, allowAutoTopicCreation: false })
  const records: PlainRecord[] = []
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [...new Set([...open.keys()].map(topicOf))], fromBeginning: true })
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
      const done = (partition: string): void => {
        open.delete(partition)
        if (open.size === 0) resolve()
      }
      run(consumer, { open, from, records, done }).then(() => seek(consumer, open, from), reject)
    })
  } finally {
    await consumer.disconnect()
  }
  return records
}

const topicOf = (partition: string): string => partition.split(' ')[0] ?? ''

interface Reading {
  readonly open: Map<string, number>
  readonly from: Ends
  readonly records: PlainRecord[]
  readonly done: (partition: string) => void
}

async function run(consumer: Consumer, { open, from, records, done }: Reading): Promise<void> {
  const next = new Map<string, number>()
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, heartbeat }) => {
      const partition = `${batch.topic} ${batch.partition}`
      for (const message of batch.messages) {
        const end = open.get(partition)
        if (end === undefined || Number(message.offset) >= end) break
        // Until the seek below is heeded, older records come by, and after it the same ones once more.
        if (Number(message.offset) < (next.get(partition) ?? from.get(partition) ?? 0)) continue
        next.set(partition, Number(message.offset) + 1)
        records.push(plain(batch.topic, message))
      }
      await heartbeat()
      if (Number(batch.lastOffset()) + 1 >= (open.get(partition) ?? 0)) done(partition)
    },
  })
}

function plain(topic: string, message: KafkaMessage): PlainRecord {
  const header = (name: string): string => String(message.headers?.[name] ?? '')
  const text = message.value?.toString() ?? ''
  return {
    topic,
    type: header('ce_type'),
    id: header('ce_id'),
    workspace: header('ce_workspace'),
    data: parse(text),
    text,
  }
}

function seek(consumer: Consumer, open: ReadonlyMap<string, number>, from: Ends): void {
  for (const key of open.keys()) {
    const [topic = '', partition = '0'] = key.split(' ')
    consumer.seek({ topic, partition: Number(partition), offset: String(from.get(key) ?? 0) })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
