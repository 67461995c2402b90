import { freePort } from './free-port.js'
import { type KafkaOptions, type KafkaServer, startKafka } from './kafka.js'
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres.js'
import { type RedisServer, startRedis } from './redis.js'

export interface AllServers {
  readonly postgres: PostgresServer
  readonly kafka: KafkaServer
  readonly redis: RedisServer
  stop(): Promise<void>
}

/** Starts one of each side by side, Redis on a free port; if one of them fails, the others are stopped again. */
export async function startAll(options: {
  readonly postgres: PostgresOptions
  readonly kafka: KafkaOptions
  readonly redisFolder: string
}): Promise<AllServers> {
  const starts = await Promise.allSettled([
    startPostgres(options.postgres),
    startKafka(options.kafka),
    freePort().then((port) => startRedis({ folder: options.redisFolder, port })),
  ])
  const stop = async (): Promise<void> => {
    await Promise.all(starts.map(async (start) => (start.status === 'fulfilled' ? start.value.stop() : undefined)))
  }
  const [postgres, kafka, redis] = starts
  if (postgres.status === 'fulfilled' && kafka.status === 'fulfilled' && redis.status === 'fulfilled')
    return { postgres: postgres.value, kafka: kafka.value, redis: redis.value, stop }
  await stop()
  throw starts.find((start) => start.status === 'rejected')?.reason
}
