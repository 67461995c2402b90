import { describe, it } from 'vitest'
import { embeddedServer, HOW_TO_GET_KAFKA, kafkaBrokers, kafkaServer } from './harness.js'
import { describeLogContract } from './log-contract.js'

describeLogContract('the embedded log', embeddedServer)

if (kafkaBrokers === undefined) describe('the log in Kafka', () => it.skip(HOW_TO_GET_KAFKA, () => undefined))
else {
  const brokers = kafkaBrokers
  describeLogContract('the log in Kafka', () => kafkaServer(brokers))
}
