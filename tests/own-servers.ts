import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startKafka, startPostgres } from '@polyphon/toolchain'

/** A PostgreSQL and a Kafka that no other test file sees: topics, consumer groups and databases have fixed names. */
export interface OwnServers {
  readonly folder: string
  /** As the superuser. */
  readonly databaseUrl: string
  readonly brokers: string
  stop(): Promise<void>
}

const libs = join(import.meta.dirname, '../infra/kafka-native/target/kafka-libs')

/** Whether Kafka can be started here. `npm test` says what would bring it; on CI it is never missing. */
export const isKafkaHere = process.env['CI'] === 'true' || existsSync(libs)

export async function startOwnServers(): Promise<OwnServers> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-own-'))
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  const [postgres, kafka] = await Promise.all([
    startPostgres({ folder: join(folder, 'postgres'), durable: false }),
    startKafka({ folder: join(folder, 'kafka'), port: await freePort(), libs }),
  ])
  return {
    folder,
    databaseUrl: postgres.url('postgres'),
    brokers: kafka.brokers,
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
