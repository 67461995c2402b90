import { openKafkaLog } from '../log/kafka-log.js'
import { securityOf } from '../log/kafka-security.js'
import { allTopics } from '../log/topics.js'
import { kitSettings } from '../service/settings.js'
import { loadSettings } from '../settings/load-settings.js'
import { openLogger } from '../telemetry/logger.js'

// Makes the topics that are missing and ends: 0 when all of them are there, otherwise 1. May run again at any time.
const topicSettings = kitSettings
  .pick({
    NODE_ENV: true,
    KAFKA_BROKERS: true,
    KAFKA_TLS: true,
    KAFKA_TLS_CA: true,
    KAFKA_TLS_CERT: true,
    KAFKA_TLS_KEY: true,
    KAFKA_SASL_MECHANISM: true,
    KAFKA_SASL_USERNAME: true,
    KAFKA_SASL_PASSWORD: true,
    KAFKA_PARTITIONS: true,
    KAFKA_REPLICATION: true,
    LOG_LEVEL: true,
  })
  .required({ KAFKA_BROKERS: true })

try {
  const settings = loadSettings(topicSettings, process.env)
  const log = await openKafkaLog({
    brokers: settings.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    clientId: 'polyphon.topics',
    partitions: settings.KAFKA_PARTITIONS,
    replication: settings.KAFKA_REPLICATION,
    logger: openLogger('topics', settings.LOG_LEVEL),
    ...securityOf(settings),
  })
  try {
    await log.createTopics(allTopics)
  } finally {
    await log.close()
  }
  process.stdout.write(`${allTopics.length} topics are there: ${allTopics.map(({ name }) => name).join(', ')}\n`)
} catch (error) {
  const text = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  process.stderr.write(`The topics could not be made. ${text}${cause}\n`)
  process.exitCode = 1
}
