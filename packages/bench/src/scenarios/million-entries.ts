import { randomUUID } from 'node:crypto'
import { eventually } from '@polyphon/testkit'
import { Kafka, logLevel } from 'kafkajs'
import { quantileOf, spreadOf } from '../measure/median.js'
import { atRate } from '../measure/pace.js'
import { userIdOf } from '../people.js'
import { type BenchOptions, type Measured, withoutFloor } from '../scenario.js'
import type { Crowd } from './million-reads.js'

const PER_SECOND = 300
const WITHIN_MS = 1_000
const EVENT = 'Membership Bought'
const SEGMENT = 'members'

/** From the moment an event is sent until whoever reads the log hears that its person has entered a segment. */
export async function measureEntries(crowd: Crowd, options: BenchOptions): Promise<Measured> {
  const { stack, servers } = crowd
  const condition = { did: EVENT, within: 'P30D' }
  await stack.must('profile', `PUT /v1/segments/${SEGMENT}`, { body: { name: 'Members', condition } })
  await eventually(
    async () => {
      const { body } = await stack.must('profile', `GET /v1/segments/${SEGMENT}`)
      if (body.status !== 'ready') throw new Error('Not everybody has been looked at.')
    },
    { timeoutMs: 3_600_000, everyMs: 500 },
  )
  const arrivals = await listen(servers.kafka.brokers)
  try {
    const send = senderOf(crowd, arrivals.at)
    await send(2)
    const rounds: (readonly number[])[] = []
    for (let round = 1; round <= options.rounds; round += 1) {
      const times = await send(options.seconds)
      rounds.push(times)
      options.say(`million-entry ${round}: p50 ${quantileOf(times, 0.5)} ms, p99 ${quantileOf(times, 0.99)} ms`)
    }
    return measuredOf(rounds)
  } finally {
    await arrivals.close()
  }
}

function measuredOf(rounds: readonly (readonly number[])[]): Measured {
  const spread = spreadOf(rounds.map((times) => quantileOf(times, 0.99)))
  const p50 = spreadOf(rounds.map((times) => quantileOf(times, 0.5))).median
  return withoutFloor({
    name: 'million-entry',
    value: spread.median,
    unit: 'ms p99',
    target: `≤ ${WITHIN_MS} ms at ${PER_SECOND} events/s`,
    met: spread.median <= WITHIN_MS,
    spread,
    notes: [`p50 ${p50} ms, from the request until it is read from Kafka`],
  })
}

/** Somebody else enters with each event; answers how long each took to be heard of, in milliseconds. */
function senderOf({ stack }: Crowd, at: ReadonlyMap<string, number>): (seconds: number) => Promise<readonly number[]> {
  let sent = 0
  return async (seconds) => {
    const begun = new Map<string, number>()
    await atRate(PER_SECOND, seconds, async () => {
      const messageId = randomUUID()
      begun.set(messageId, Date.now())
      const body = { userId: userIdOf((sent += 1)), event: EVENT, messageId }
      await stack.must('profile', 'POST /v1/track', { body })
    })
    return eventually(
      () =>
        [...begun].map(([messageId, startedAt]) => {
          const arrivedAt = at.get(messageId)
          if (arrivedAt === undefined) throw new Error('Not all have entered.')
          return arrivedAt - startedAt
        }),
      { timeoutMs: 120_000, everyMs: 100 },
    )
  }
}

/** When it was heard of an entry, by the message that has caused it. */
async function listen(brokers: string) {
  const at = new Map<string, number>()
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR })
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 500, minBytes: 1 })
  await consumer.connect()
  await consumer.subscribe({ topics: ['polyphon.profile'], fromBeginning: true })
  await consumer.run({
    partitionsConsumedConcurrently: 6,
    eachMessage: async ({ message }) => {
      const now = Date.now()
      if (String(message.headers?.['ce_type']) !== 'profile.segment_entered.v1') return
      const { because } = JSON.parse(String(message.value))
      at.set(String(because), now)
    },
  })
  return { at, close: () => consumer.disconnect() }
}
