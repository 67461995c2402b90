import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault.js'
import { WRITTEN } from '../load/load.js'
import { noFailures, nowAndThen } from './nemesis.js'

/** 4: the log may be unavailable; what is sent to us is kept. */
export const killKafka: Fault = {
  name: '4',
  title: 'kill -9 of Kafka, away for 10 s',
  expect: { recoverySeconds: 30 },
  inject: async (run) => {
    const [broker] = run.cluster.servers.kafka.nodes
    if (broker === undefined) throw new Error('There is no broker.')
    await delay(1_000)
    await broker.kill()
    run.killed()
    await delay(10_000)
    noFailures(run, WRITTEN, 'write', 'while Kafka was away')
    await broker.start()
  },
}

/** 4b: three brokers, one of them killed at a time: leaders move, and nothing that Kafka acknowledged may go. */
export const killOneOfThree: Fault = {
  name: '4b',
  title: 'three brokers (replication 3, min.insync 2), one killed and restarted every 10 s',
  cluster: () => ({ brokers: 3 }),
  expect: { recoverySeconds: 30 },
  inject: async (run) => {
    for (let round = 0; round < 4; round += 1) {
      const broker = run.random.pick(run.cluster.servers.kafka.nodes)
      await broker.kill()
      run.killed()
      await delay(run.random.between(2_000, 4_000))
      await broker.start()
      await delay(6_000)
    }
  },
}

/** 6: the database may crash; what was committed is there afterwards. */
export const killPostgres: Fault = {
  name: '6',
  title: 'kill -9 of PostgreSQL, every 3 to 5 s',
  expect: { readsMayFail: true },
  inject: async (run) => {
    const { postgres } = run.cluster.servers
    await nowAndThen(run, { forMs: 15_000, leastMs: 3_000, mostMs: 5_000 }, async () => {
      await postgres.kill()
      run.killed()
      await delay(run.random.between(200, 1_500))
      await postgres.start()
    })
  },
}

/** 9: Redis holds nothing that matters. */
export const killRedis: Fault = {
  name: '9',
  title: 'kill -9 of Redis, its data lost',
  inject: async (run) => {
    const { redis } = run.cluster.servers
    await nowAndThen(run, { forMs: 15_000, leastMs: 2_000, mostMs: 3_000 }, async () => {
      await redis.kill()
      run.killed()
      await delay(run.random.between(500, 1_500))
      await redis.start()
    })
    noFailures(run, WRITTEN, 'write', 'while Redis was away')
  },
}

/** 7: connections to the database end all the time, as in a failover. */
export const endConnections: Fault = {
  name: '7',
  title: 'pg_terminate_backend of every connection, every second',
  sometimes: ['connection ended'],
  expect: { readsMayFail: true },
  inject: async (run) => {
    await nowAndThen(run, { forMs: 15_000, leastMs: 800, mostMs: 1_200 }, async () => {
      const { rows } = await run.cluster.database('profile').query<{ ended: boolean }>(
        `select pg_terminate_backend(pid) as ended from pg_stat_activity
          where usename = 'polyphon_app' and pid <> pg_backend_pid()`,
      )
      run.saw('connection ended', rows.filter(({ ended }) => ended).length)
    })
  },
}

const HELD_MS = 10_000
// Who comes while others wait for the lock waits for them, and then as long for the lock.
const ANSWER_MS = 6_500

/** 8: a lock that nobody gives back: requests are refused soon instead of hanging, and work goes on afterwards. */
export const heldLock: Fault = {
  name: '8',
  title: 'a table of profile locked for 10 s by somebody else, every connection in use',
  expect: { readsMayFail: true, recoverySeconds: 30 },
  sometimes: ['503'],
  inject: async (run) => {
    const holder = await run.cluster.database('profile').connect()
    const before = run.load.acked.writes.length
    try {
      await holder.query('begin; lock table interaction in access exclusive mode')
      await delay(HELD_MS)
    } finally {
      await holder.query('rollback')
      holder.release()
    }
    await delay(1_000)
    for (const { ms, status } of run.load.acked.writes.slice(before)) {
      if (status === 503) run.saw('503')
      if (ms > ANSWER_MS) run.late(`a write was answered with ${status} only after ${Math.round(ms)} ms`)
    }
  },
}
