import { randomUUID } from 'node:crypto'
import type { Kafka, Producer } from 'kafkajs'
import type pg from 'pg'

/** What takes the way of an event to a message and does nothing on it: three commits and two hops over Kafka. */
export interface Hops {
  /** Resolves after the first commit and once the log has it, as profile's answer and relay would. */
  begin(id: string): Promise<void>
  /** When each has made its third commit, in milliseconds since 1970. */
  readonly arrivals: ReadonlyMap<string, number>
  readonly producer: Producer
}

const FIRST = 'floor.first'
const SECOND = 'floor.second'

export async function openHops(kafka: Kafka, pool: pg.Pool): Promise<Hops> {
  const arrivals = new Map<string, number>()
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [FIRST, SECOND, 'floor.produce'].map((topic) => ({ topic, numPartitions: 6 })) })
  await admin.disconnect()
  const producer = kafka.producer({ retry: { retries: 0 } })
  await producer.connect()
  const commit = async (body: string): Promise<void> =>
    void (await pool.query({
      name: 'hop',
      text: 'insert into floor (id, body) values ($1, $2)',
      values: [randomUUID(), body],
    }))
  const send = async (topic: string, id: string): Promise<void> =>
    void (await producer.send({ topic, acks: -1, messages: [{ key: id, value: id }] }))
  const consume = async (topic: string, then: (id: string) => Promise<void>): Promise<void> => {
    const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 500, minBytes: 1 })
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await consumer.run({ partitionsConsumedConcurrently: 6, eachMessage: ({ message }) => then(String(message.value)) })
  }
  await consume(FIRST, async (id) => {
    await commit(id)
    await send(SECOND, id)
  })
  await consume(SECOND, async (id) => {
    await commit(id)
    arrivals.set(id, Date.now())
  })
  return {
    arrivals,
    producer,
    begin: async (id) => {
      await commit(id)
      await send(FIRST, id)
    },
  }
}
