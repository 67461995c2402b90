import { join } from 'node:path'
import { freePort, kafkaLibs, startKafka, startPostgres, startRedis } from '@polyphon/toolchain'

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
  const started = await Promise.allSettled([
    startPostgres({ folder: join(folder, 'postgres'), port, durable: false }),
    freePort().then((free) => startKafka({ folder: join(folder, 'kafka'), port: free, libs: kafkaLibs })),
    freePort().then((free) => startRedis({ folder: join(folder, 'redis'), port: free })),
  ])
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(async (result) => (result.status === 'fulfilled' ? result.value.stop() : undefined)))
  }
  const [postgres, kafka, redis] = started
  if (postgres.status === 'rejected' || kafka.status === 'rejected' || redis.status === 'rejected') {
    await stop()
    throw started.find((result) => result.status === 'rejected')?.reason
  }
  return {
    databaseUrl: `postgres://polyphon@127.0.0.1:${port}/postgres`,
    databaseHost: `127.0.0.1:${port}`,
    brokers: kafka.value.brokers,
    redisUrl: redis.value.url,
    stop,
  }
}
