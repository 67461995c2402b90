import type { PlantedBug } from './transform.js'

const PRODUCER = 'packages/service-kit/dist/log/kafka-producer.js'
const SUBSCRIPTION = 'packages/service-kit/dist/log/kafka-subscription.js'
const SEEK = 'packages/service-kit/dist/log/kafka-seek.js'
const CONSUMER = 'packages/service-kit/dist/events/consumer.js'
const CONSUME_CHUNK = 'packages/service-kit/dist/events/consume-chunk.js'

/** What Kafka remembers of a group is believed: without it, an offset that is committed to Kafka too early harms nobody. */
const believingKafka: PlantedBug['transformations'] = [
  { file: SEEK, from: 'options.seek({ topic, partition, offset: String(offset) });', to: '{ }' },
  { file: CONSUME_CHUNK, from: 'next === undefined || chunk.from > next', to: 'next === undefined' },
]

/** The producer tries again by itself and believes what it answers. */
const producerRetries: PlantedBug = {
  name: 'producer-retries',
  takenOut:
    'The producer of the relay retries by itself (8 times) as kafkajs is published, and nobody checks that every partition was confirmed',
  fault: 'rolling-brokers',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    { file: PRODUCER, from: 'retry: { retries: 0 },', to: 'retry: { retries: 8 },' },
    { file: PRODUCER, from: 'if (!confirmed.has(addressed))', to: 'if (false)' },
    { file: 'kafkajs/src/producer/sendMessages.js', from: '      responsePerBroker.clear()\n', to: '' },
  ],
}

/** The offset is committed to Kafka first, and the database follows. */
const commitBeforeDatabase: PlantedBug = {
  name: 'commit-before-database',
  takenOut:
    'The consumer commits its offset to Kafka before the transaction that applies the chunk, which takes 200 ms longer, and starts where Kafka’s group stands',
  fault: '7',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    ...believingKafka,
    {
      file: CONSUMER,
      from: 'const [isApplied] = await together.add(group, [waiting]);',
      to: `await commitChunk(chunk);
                    const [isApplied] = await together.add(group, [waiting]);`,
    },
    {
      file: CONSUME_CHUNK,
      from: 'const before = await advanceCheckpoints(tx, parts.map(checkpointOf));',
      to: `const before = await advanceCheckpoints(tx, parts.map(checkpointOf));
        await delay(200);`,
    },
    {
      file: CONSUMER,
      from: 'await consumeChunk(work, waiting);\n                }\n                await commitChunk(chunk);',
      to: 'await consumeChunk(work, waiting);\n                }',
    },
  ],
}

/** kafkajs commits by itself what it has handed out, whatever became of it. */
const autocommit: PlantedBug = {
  name: 'autocommit',
  takenOut:
    'kafkajs resolves and commits each batch by itself once it has handed it out, as it does by default, and a consumer starts where Kafka’s group stands',
  fault: '7',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    ...believingKafka,
    { file: SUBSCRIPTION, from: 'autoCommit: false,', to: 'autoCommit: true,' },
    { file: SUBSCRIPTION, from: 'eachBatchAutoResolve: false,', to: 'eachBatchAutoResolve: true,' },
    {
      file: SUBSCRIPTION,
      from: 'if (isDue(state, `${topic} ${partition}`, commitOffsets))\n                    await guarded(commitOffsets);',
      to: '',
    },
  ],
}

/** What Kafka remembers of a group is believed, and what the database says is not looked at. */
const groupOffsets: PlantedBug = {
  name: 'group-offsets',
  takenOut:
    'A consumer starts where Kafka’s group stands, and a chunk that begins behind where the database stands is applied all the same',
  fault: '26',
  invariants: ['I1', 'I3', 'I6', 'I8'],
  transformations: believingKafka,
}

/** Bugs between a service and Kafka. */
export const logBugs: readonly PlantedBug[] = [producerRetries, commitBeforeDatabase, autocommit, groupOffsets]
