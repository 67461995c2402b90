import { setTimeout as delay } from 'node:timers/promises'
import { services } from '@polyphon/local-stack'
import type { IHeaders } from 'kafkajs'
import type { Fault, FaultRun } from '../fault.js'
import { plainKafka, profileHeaders, withProducer } from '../plain-kafka.js'
import { nowAndThen } from './nemesis.js'

const FACTS = [
  'polyphon.profile',
  'polyphon.profile.people',
  'polyphon.journey',
  'polyphon.journey.orders',
  'polyphon.messaging',
  'polyphon.feedback',
  'polyphon.feedback.orders',
]

/** 13: the log delivers a part of its records again, and clients send a part of their events twice. */
export const duplicates: Fault = {
  name: '13',
  title: '15 % of the events sent twice by their client, 20 % of the records published again in Kafka',
  load: () => ({ duplicates: 0.15 }),
  sometimes: ['published again'],
  inject: async (run) => {
    const kafka = plainKafka(run.cluster.servers.kafka)
    const consumer = kafka.consumer({ groupId: `faults-again-${process.pid}-${run.seed}` })
    await withProducer(kafka, async (producer) => {
      await consumer.connect()
      try {
        await consumer.subscribe({ topics: FACTS, fromBeginning: false })
        await consumer.run({
          eachMessage: async ({ topic, message }) => {
            const headers = textHeaders(message.headers)
            const isOurs = run.tenants.some(({ id }) => id === headers['ce_workspace'])
            if (!isOurs || headers['x-again'] !== undefined || run.random.next() > 0.2) return
            await producer.send({
              topic,
              messages: [{ key: message.key, value: message.value, headers: { ...headers, 'x-again': '1' } }],
            })
            run.saw('published again')
          },
        })
        await delay(15_000)
      } finally {
        await consumer.disconnect()
      }
    })
  },
}

const TOPIC = 'polyphon.profile'
const TYPE = 'profile.interaction_recorded.v1'
const DEPTH = 20_000

/** 15: records that nobody can read stand between the others; each is put aside, and the others are applied. */
export const poison: Fault = {
  name: '15',
  title: 'unreadable records in Kafka: broken JSON, a wrong schema, 20,000 levels deep, __proto__, a bare text',
  sometimes: ['put aside'],
  inject: async (run) => {
    let count = 0
    await withProducer(plainKafka(run.cluster.servers.kafka), async (producer) => {
      await nowAndThen(run, { forMs: 15_000, leastMs: 100, mostMs: 400 }, async () => {
        await producer.send({ topic: TOPIC, messages: [poisoned(run, (count += 1))] })
      })
    })
    run.saw(`${count} unreadable records`)
    run.expected.deadLetters = count * readers()
  },
  check: async (run) => {
    for (const tenant of run.tenants) {
      const { items } = await tenant.api.must('journey', 'GET /v1/dead-letters?limit=100')
      const [letter] = items
      if (letter === undefined) continue
      run.saw('put aside')
      // It is as unreadable as before: a redrive must say so, and keep it.
      const again = await tenant.api.call('journey', `POST /v1/dead-letters/${letter.id}/redrive`, undefined, {
        'idempotency-key': letter.id,
      })
      if (again.status >= 500) run.wrong(`a redrive was answered with ${again.status}`)
      const kept = await tenant.api.call('journey', `GET /v1/dead-letters/${letter.id}`)
      if (kept.status !== 200) run.wrong(`a letter that cannot be applied is gone after its redrive (${kept.status})`)
    }
  },
}

/** How many groups take such facts: each puts aside what it cannot read, and the others of the topic pass it over. */
const readers = (): number =>
  services.flatMap((service) => service.readers()).filter(({ topic, types }) => topic === TOPIC && types.includes(TYPE))
    .length

function poisoned(run: FaultRun, count: number): { key: string; value: string; headers: IHeaders } {
  const tenant = run.random.pick(run.tenants)
  const headers = profileHeaders(TYPE, tenant.id)
  const bodies = [
    '{"broken": ',
    '{"messageId": 5}',
    `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`,
    '{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {}}}',
    '"neither an object nor a tombstone"',
  ]
  return { key: `${tenant.id}:poison-${count}`, value: run.random.pick(bodies), headers }
}

function textHeaders(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]))
}
