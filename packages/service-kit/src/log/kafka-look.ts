import kafkajs, { type Admin } from 'kafkajs'
import type { LogLook, TopicLook } from './log.js'

/** Looks at topics as they are. Who may not see how long they keep their records is told all the rest. */
export async function lookAtTopics(admin: Admin, wanted: readonly string[]): Promise<LogLook> {
  const [{ brokers }, existing] = await Promise.all([admin.describeCluster(), admin.listTopics()])
  const names = wanted.filter((name) => existing.includes(name))
  if (names.length === 0) return { brokers: brokers.length, topics: [] }
  const [metadata, kept] = await Promise.all([
    admin.fetchTopicMetadata({ topics: names }),
    readKept(admin, names).catch(noneSeen),
  ])
  const topics = metadata.topics.map(
    ({ name, partitions }): TopicLook => ({
      name,
      partitions: partitions.length,
      replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      kept: kept.get(name) ?? null,
    }),
  )
  return { brokers: brokers.length, topics }
}

type Kept = ReadonlyMap<string, NonNullable<TopicLook['kept']>>

async function readKept(admin: Admin, names: readonly string[]): Promise<Kept> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: ['cleanup.policy', 'retention.ms'],
    })),
  })
  return new Map(
    resources.map(({ resourceName, configEntries }) => {
      const valueOf = (name: string): string =>
        configEntries.find(({ configName }) => configName === name)?.configValue ?? ''
      const compacted = valueOf('cleanup.policy').split(',').includes('compact')
      return [resourceName, { compacted, retentionMs: Number(valueOf('retention.ms')) }]
    }),
  )
}

// Rules of Kafka may keep it from us; the operator is told that then.
function noneSeen(error: unknown): Kept {
  if (Object(error).type === 'TOPIC_AUTHORIZATION_FAILED') return new Map()
  throw error
}
