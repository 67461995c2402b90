import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '@polyphon/toolchain'
import type { ClusterOptions } from '../cluster.js'
import type { Fault } from '../fault.js'
import { WRITTEN } from '../load/load.js'
import { openProxy, type Proxy } from '../proxy.js'
import { noFailures } from './nemesis.js'

interface Between {
  readonly kafka: Proxy
  readonly postgres: Proxy
  readonly redis: Proxy
}

let between: Between | undefined

/** A cluster whose services reach Kafka, PostgreSQL and Redis through proxies that can be slowed and cut. */
async function behindProxies(): Promise<ClusterOptions> {
  const kafkaPort = await freePort()
  return {
    kafkaAdvertisedPort: kafkaPort,
    between: async ({ kafka, postgresPort, redis }) => {
      const opened = {
        kafka: await openProxy(portOf(kafka.brokers), kafkaPort),
        postgres: await openProxy(postgresPort),
        redis: await openProxy(portOf(redis.url)),
      }
      between = opened
      return {
        env: {
          KAFKA_BROKERS: `127.0.0.1:${opened.kafka.port}`,
          DATABASE_URL: `postgres://polyphon@127.0.0.1:${opened.postgres.port}/postgres`,
          REDIS_URL: `redis://127.0.0.1:${opened.redis.port}`,
        },
        close: async () => void (await Promise.all(Object.values(opened).map((proxy) => proxy.close()))),
      }
    },
  }
}

const portOf = (address: string): number => Number(/:(\d+)$/.exec(address)?.[1] ?? 0)

function proxies(): Between {
  if (between === undefined) throw new Error('There are no proxies.')
  return between
}

/** 5: Kafka answers late, and then not at all although the connections stand. */
export const slowKafka: Fault = {
  name: '5',
  title: 'Kafka 500 ms slower for 8 s, then half-open for 8 s',
  cluster: behindProxies,
  expect: { recoverySeconds: 30 },
  sometimes: ['pieces to or from Kafka held back'],
  inject: async (run) => {
    const { kafka } = proxies()
    kafka.slow(500)
    await delay(8_000)
    kafka.slow(0)
    kafka.cut(true)
    await delay(8_000)
    kafka.cut(false)
    run.saw('pieces to or from Kafka held back', kafka.disturbed())
    noFailures(run, WRITTEN, 'write', 'because Kafka was slow')
  },
}

const stopped = (server: string): string => `pieces to or from ${server} stopped`

/** 10: each of the servers is cut off for a while, and all of them together at the end. Services never call each other. */
export const partitions: Fault = {
  name: '10',
  title: 'services cut off from Kafka, PostgreSQL and Redis, each for 4 s, then from all for 4 s',
  cluster: behindProxies,
  expect: { recoverySeconds: 30, readsMayFail: true },
  sometimes: ['kafka', 'postgres', 'redis'].map(stopped),
  inject: async (run) => {
    const all = proxies()
    for (const proxy of run.random.shuffle([all.kafka, all.postgres, all.redis])) {
      proxy.cut(true)
      await delay(4_000)
      proxy.cut(false)
      await delay(1_000)
    }
    for (const proxy of Object.values(all)) proxy.cut(true)
    await delay(4_000)
    for (const proxy of Object.values(all)) proxy.cut(false)
    for (const [name, proxy] of Object.entries(all)) run.saw(stopped(name), proxy.disturbed())
  },
}
