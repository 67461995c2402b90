import { join } from 'node:path'
import { freePort, kafkaLibs, startAll } from '@polyphon/toolchain'

export interface Servers {
  /** As superuser, over TCP. */
  readonly databaseUrl: string
  readonly databaseHost: string
  readonly brokers: string
  readonly redisUrl: string
  stop(): Promise<void>
}

/** Starts PostgreSQL, Kafka and Redis of this machine on free ports of 127.0.0.1, with their data in a folder. */
export async function startServers(folder: string): Promise<Servers> {
  const port = await freePort()
  const { kafka, redis, stop } = await startAll({
    postgres: { folder: join(folder, 'postgres'), port, durable: false },
    kafka: { folder: join(folder, 'kafka'), libs: kafkaLibs },
    redisFolder: join(folder, 'redis'),
  })
  return {
    databaseUrl: `postgres://polyphon@127.0.0.1:${port}/postgres`,
    databaseHost: `127.0.0.1:${port}`,
    brokers: kafka.brokers,
    redisUrl: redis.url,
    stop,
  }
}
