import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSource } from '@polyphon/toolchain'

/** A PostgreSQL and a Kafka that no other test file sees: topics, consumer groups and databases have fixed names. */
export interface OwnServers {
  readonly folder: string
  /** As the superuser. */
  readonly databaseUrl: string
  readonly brokers: string
  stop(): Promise<void>
}

/** Whether this run has found a Kafka. Where not, it has said so and what would bring one; on CI it has failed. */
export const isKafkaHere = Boolean(process.env['POLYPHON_TEST_KAFKA_BROKERS'])

export async function startOwnServers(): Promise<OwnServers> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-own-'))
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  const say = (text: string): void => void process.stderr.write(`own servers of a test: ${text}\n`)
  const start = openSource({ folder, durable: false, env: process.env, say })
  const [postgres, kafka] = await Promise.all([start('PostgreSQL'), start('Kafka')])
  return {
    folder,
    databaseUrl: postgres.address,
    brokers: kafka.address,
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
