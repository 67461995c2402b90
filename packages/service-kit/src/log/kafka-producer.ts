import { type ICustomPartitioner, type Kafka, type Message, Partitioners, type Producer } from 'kafkajs'
import { endsWithin } from '../waiting/ends-within.js'
import type { OutgoingRecord } from './log.js'

export interface KafkaProducer {
  send(records: readonly OutgoingRecord[]): Promise<void>
  close(): Promise<void>
}

const DEADLINE_MS = 10_000
// A send is one batch for each partition, and a topic takes batches of 1 MiB; a single record is smaller than that.
const MOST_BYTES = 512 * 1024

/**
 * Sends with acks from all replicas and without kafkajs' own retries, which lose acknowledged messages when a leader
 * moves (tulios/kafkajs#1798): whoever sends repeats the whole batch.
 */
export function openKafkaProducer(kafka: Kafka, now: () => Date): KafkaProducer {
  const partitionOf = new WeakMap<Message, number>()
  const createPartitioner: ICustomPartitioner = () => {
    const choose = Partitioners.DefaultPartitioner()
    return (args) => {
      const partition = choose(args)
      partitionOf.set(args.message, partition)
      return partition
    }
  }
  let current: Promise<Producer> | undefined

  const connect = async (): Promise<Producer> => {
    const producer = kafka.producer({
      createPartitioner,
      retry: { retries: 0 },
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    })
    await producer.connect()
    return producer
  }
  const connected = (): Promise<Producer> => {
    const connecting = current ?? connect()
    current = connecting
    connecting.catch(() => {
      if (current === connecting) current = undefined
    })
    return connecting
  }

  const sendOnce = async (records: readonly OutgoingRecord[]): Promise<void> => {
    const producer = await connected()
    const topicMessages = messagesByTopic(records, String(now().getTime()))
    const answered = await producer.sendBatch({ acks: -1, timeout: DEADLINE_MS, topicMessages })
    const fine = answered.filter(({ errorCode }) => errorCode === 0)
    const confirmed = new Set(fine.map(({ topicName, partition }) => `${topicName} ${partition}`))
    for (const { topic, messages } of topicMessages) {
      for (const message of messages) assertConfirmed(confirmed, `${topic} ${partitionOf.get(message) ?? 'nowhere'}`)
    }
  }

  const sendPart = async (records: readonly OutgoingRecord[]): Promise<void> => {
    const sending = sendOnce(records)
    // The answer to a call that is given up may still come; nobody waits for it then.
    sending.catch(() => undefined)
    if (await endsWithin(sending, DEADLINE_MS)) return
    // What hangs here would hold up the next batch, so that one gets connections of its own.
    const hanging = current
    current = undefined
    hanging?.then((producer) => producer.disconnect()).catch(() => undefined)
    throw new Error(`Kafka has not confirmed a batch within ${DEADLINE_MS} ms.`)
  }

  return {
    send: async (records) => {
      for (const part of partsOf(records)) await sendPart(part)
    },
    close: async () => {
      const producer = await current?.catch(() => undefined)
      current = undefined
      if (producer !== undefined) await endsWithin(producer.disconnect(), 5_000)
    },
  }
}

/** The records in their order, in parts that are not too large for a batch. */
function partsOf(records: readonly OutgoingRecord[]): readonly (readonly OutgoingRecord[])[] {
  const parts: OutgoingRecord[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const record of records) {
    const size = sizeOf(record)
    if (bytes + size > MOST_BYTES) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push(record)
    bytes += size
  }
  return parts
}

const sizeOf = ({ key, headers, value }: OutgoingRecord): number =>
  Object.entries(headers).reduce(
    (sum, [name, text]) => sum + name.length + Buffer.byteLength(text),
    key.length + Buffer.byteLength(value ?? ''),
  )

function assertConfirmed(confirmed: ReadonlySet<string>, addressed: string): void {
  if (!confirmed.has(addressed)) throw new Error(`Kafka did not confirm partition ${addressed}.`)
}

function messagesByTopic(
  records: readonly OutgoingRecord[],
  timestamp: string,
): { topic: string; messages: Message[] }[] {
  const topics = new Map<string, Message[]>()
  for (const { topic, key, headers, value } of records) {
    const messages = topics.get(topic) ?? []
    messages.push({ key, value, timestamp, headers: { ...headers } })
    topics.set(topic, messages)
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }))
}
