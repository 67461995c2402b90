import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installationOf, kafkaLibs, startKafka } from '@polyphon/toolchain'
import { Kafka, logLevel } from 'kafkajs'
import { expect, it } from 'vitest'
import { logChecks } from '../src/diagnosis/check-log.js'
import { diagnose } from '../src/diagnosis/diagnose.js'
import { openKafkaLog } from '../src/log/kafka-log.js'
import { allTopics } from '../src/log/topics.js'
import { quiet } from './harness.js'

const missing = installationOf('Kafka')
if (missing !== undefined)
  process.stderr.write(`SKIPPED topics of a real Kafka that are not as they should be: ${missing}\n`)

it.skipIf(missing !== undefined)(
  'topics of a real Kafka that are not as they should be are named, and nothing else',
  { timeout: 180_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-diagnosis-'))
    const kafka = await startKafka({ folder, libs: kafkaLibs })
    const admin = new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING }).admin()
    const log = await openKafkaLog({
      brokers: [kafka.brokers],
      clientId: 'test',
      partitions: 2,
      replication: 1,
      logger: quiet,
    })
    const look = async () =>
      (await diagnose(logChecks(log, { topics: allTopics, partitions: 2 }), 20_000)).map(
        ({ check, state, what }) => `${check} ${state}: ${what}`,
      )
    try {
      await admin.connect()
      await admin.createTopics({
        waitForLeaders: true,
        topics: [
          { topic: 'polyphon.feedback', numPartitions: 5, configEntries: [{ name: 'retention.ms', value: '3600000' }] },
          { topic: 'polyphon.profile.people', numPartitions: 2 },
        ],
      })
      const others = allTopics.filter(({ name }) => name !== 'polyphon.journey')
      await log.createTopics(others)
      expect(await look()).toEqual([
        'log ok: The log answers.',
        'topics wrong: Topics are missing: polyphon.journey.',
        'topics warning: KAFKA_PARTITIONS is 2, and there are others: polyphon.feedback 5.',
        expect.stringMatching(/^topics (?:wrong: polyphon.profile.people is not|warning: polyphon.feedback keeps)/),
        expect.stringMatching(/^topics (?:wrong: polyphon.profile.people is not|warning: polyphon.feedback keeps)/),
      ])
    } finally {
      await admin.disconnect()
      await log.close()
      await kafka.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
)
