import type { PlantedBug } from './transform.js'

const PRODUCER = 'packages/service-kit/dist/log/kafka-producer.js'
const SUBSCRIPTION = 'packages/service-kit/dist/log/kafka-subscription.js'
const CONSUME_CHUNK = 'packages/service-kit/dist/events/consume-chunk.js'

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

/** The place is committed to Kafka first, and the database follows. */
const commitBeforeDatabase: PlantedBug = {
  name: 'commit-before-database',
  takenOut:
    'The consumer commits its offset to Kafka before the transaction that applies the chunk, which takes 200 ms longer',
  fault: '7',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    {
      file: CONSUME_CHUNK,
      from: 'const reads = chunk.records.map((record) => ({ record, reading: work.receiver.read(record) }));',
      to: `const reads = chunk.records.map((record) => ({ record, reading: work.receiver.read(record) }));
    await chunk.commit(last.offset + 1n);`,
    },
    {
      file: CONSUME_CHUNK,
      from: 'const next = await lockPlace(tx, step.place);',
      to: 'const next = await lockPlace(tx, step.place);\n        await delay(200);',
    },
    {
      file: CONSUME_CHUNK,
      from: '    progressed();\n    await chunk.commit(last.offset + 1n);\n',
      to: '    progressed();\n',
    },
  ],
}

/** kafkajs commits by itself what it has handed out, whatever became of it. */
const autocommit: PlantedBug = {
  name: 'autocommit',
  takenOut: 'kafkajs resolves and commits each batch by itself once it has handed it out, as it does by default',
  fault: '7',
  invariants: ['I1', 'I3', 'I4', 'I6'],
  transformations: [
    { file: SUBSCRIPTION, from: 'autoCommit: false,', to: 'autoCommit: true,' },
    { file: SUBSCRIPTION, from: 'eachBatchAutoResolve: false,', to: 'eachBatchAutoResolve: true,' },
    {
      file: SUBSCRIPTION,
      from: 'await guarded(() => payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: offsets }] }));',
      to: '',
    },
  ],
}

/** Bugs between a service and Kafka. */
export const logBugs: readonly PlantedBug[] = [producerRetries, commitBeforeDatabase, autocommit]
