import { z } from 'zod'
import { openKafkaLog } from '../log/kafka-log.js'
import { giveKafkaRules, readKafkaRules } from '../log/kafka-rules.js'
import { securityOf } from '../log/kafka-security.js'
import { allTopics } from '../log/topics.js'
import { kitSettings } from '../service/settings.js'
import { loadSettings } from '../settings/load-settings.js'
import { openLogger } from '../telemetry/logger.js'

// Makes the topics that are missing, gives Kafka the rules of its users where there are some, and ends: 0 when all of it is
// done, otherwise 1. May run again at any time.
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
  .extend({
    KAFKA_RULES: z.string().optional().describe('Lines of `infra/kafka-acls/rules.tsv`; without it no rules are given'),
    KAFKA_RULES_PREFIX: z
      .string()
      .regex(/^[A-Za-z0-9._-]*$/, 'must be what names of users begin with')
      .default('')
      .describe('Before the names of services as users of Kafka'),
  })

/** Of several errors in one, which says nothing itself, the first speaks. */
function wordsOf(error: Error): string {
  const [first]: readonly unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  return first instanceof Error ? `${error.message}: ${first.message}` : error.message
}

try {
  const settings = loadSettings(topicSettings, process.env)
  const kafka = {
    brokers: settings.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    clientId: 'polyphon.topics',
    logger: openLogger('topics', settings.LOG_LEVEL),
    ...securityOf(settings),
  }
  const rules = settings.KAFKA_RULES === undefined ? [] : readKafkaRules(settings.KAFKA_RULES)
  const log = await openKafkaLog({
    ...kafka,
    partitions: settings.KAFKA_PARTITIONS,
    replication: settings.KAFKA_REPLICATION,
  })
  try {
    await log.createTopics(allTopics)
  } finally {
    await log.close()
  }
  process.stdout.write(`${allTopics.length} topics are there: ${allTopics.map(({ name }) => name).join(', ')}\n`)
  if (rules.length > 0) {
    const given = await giveKafkaRules(rules, settings.KAFKA_RULES_PREFIX, kafka)
    process.stdout.write(`${given} rules are given to users of Kafka\n`)
  }
} catch (error) {
  const text = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${wordsOf(error.cause)})` : ''
  process.stderr.write(`The topics could not be made. ${text}${cause}\n`)
  process.exitCode = 1
}
