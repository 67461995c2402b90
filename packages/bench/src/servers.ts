import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePortBase, type KafkaServer, kafkaLibs, type PostgresServer, startAll } from '@polyphon/toolchain'
import { type Cpu, cpuSecondsOf } from './measure/cpu.js'

/** Real servers of this machine, as safe against crashes as they would be anywhere. */
export interface Servers {
  readonly folder: string
  readonly postgres: PostgresServer
  readonly kafka: KafkaServer
  /** The settings of a service, or of a stack of them. */
  readonly env: Readonly<Record<string, string>>
  /** Processor time of the servers and of these processes of ours. */
  cpu(ours: readonly (number | undefined)[]): Cpu
  /** Where profiles go; null where none are wanted. */
  readonly profiles: string | null
  stop(): Promise<void>
}

export async function startServers(profiles: string | null): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-bench-'))
  // Where root may not make user namespaces, PostgreSQL runs as nobody, who must be able to come in.
  chmodSync(folder, 0o755)
  const { postgres, kafka, redis, stop } = await startAll({
    postgres: {
      folder: join(folder, 'postgres'),
      durable: true,
      // A quarter of a gigabyte, as for a small server of its own.
      sharedBuffers: '256MB',
      countStatements: profiles !== null,
    },
    kafka: { folder: join(folder, 'kafka'), libs: kafkaLibs },
    redisFolder: join(folder, 'redis'),
  })
  return {
    folder,
    postgres,
    kafka,
    profiles,
    env: {
      DATABASE_URL: postgres.url('postgres'),
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_REPLICATION: '1',
      REDIS_URL: redis.url,
      POLYPHON_PORT_BASE: String(await freePortBase()),
      POLYPHON_HOME: folder,
      // A machine that is asked for everything it has.
      RATE_LIMIT_PER_MINUTE: '100000000',
    },
    cpu: (ours) => ({
      node: cpuSecondsOf(ours.flatMap((pid) => pid ?? [])),
      postgres: cpuSecondsOf([postgres.pid()]),
      kafka: cpuSecondsOf(kafka.nodes.map((node) => node.pid())),
    }),
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}
