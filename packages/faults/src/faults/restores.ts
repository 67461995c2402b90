import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { copyPostgres, eventually } from '@polyphon/testkit'
import { freePort, type PostgresServer, startPostgres } from '@polyphon/toolchain'
import pg from 'pg'
import type { Service } from '../cluster.js'
import type { Fault, FaultRun } from '../fault.js'
import { openProxy, type Proxy } from '../proxy.js'
import { gapsOf, missedBy } from './gaps.js'

// What these two know comes from the log alone: nothing that a client was promised goes with their databases.
const READERS: readonly Service[] = ['journey', 'analytics']
const AGAIN = 'a database behind Kafka’s group'

/** 26: databases go back to a backup while Kafka, and what Kafka remembers of the groups, go on. */
export const restoredBackups: Fault = {
  name: '26',
  title: 'journey and analytics restored from a backup of some seconds ago, Kafka and its groups as they were',
  cluster: () => ({}),
  expect: { recoverySeconds: 60, mayBreak: 'singles', readsMayFail: true },
  sometimes: [AGAIN],
  inject: async (run) => {
    await delay(2_000)
    await whileDown(run, READERS, (ask) =>
      forEach(READERS, (service) =>
        ask(`create database ${databaseOf(service)}_backup template ${databaseOf(service)}`),
      ),
    )
    await untilAnswered(run)
    await delay(run.random.between(4_000, 7_000))
    await whileDown(run, READERS, async (ask) => {
      for (const service of READERS) {
        run.saw(AGAIN)
        await ask(`drop database ${databaseOf(service)} with (force)`)
        await ask(`alter database ${databaseOf(service)}_backup rename to ${databaseOf(service)}`)
      }
    })
    await delay(2_000)
  },
  check: nothingMissing,
}

/** 27: an empty database meets groups that Kafka believes to have read everything. */
export const emptyDatabase: Fault = {
  name: '27',
  title: 'the database of analytics lost and made anew, Kafka and its groups as they were',
  cluster: () => ({}),
  expect: { recoverySeconds: 60, mayBreak: 'singles', readsMayFail: true },
  sometimes: [AGAIN],
  inject: async (run) => {
    await delay(run.random.between(4_000, 7_000))
    await whileDown(run, ['analytics'], async (ask) => {
      run.saw(AGAIN)
      await ask(`drop database ${databaseOf('analytics')} with (force)`)
      await ask(`create database ${databaseOf('analytics')}`)
    })
    await delay(4_000)
  },
  check: nothingMissing,
}

let way: Proxy | undefined
let standby: PostgresServer | undefined

/** 28: processes go on over a standby that took over without the last seconds; nobody informs them. */
export const laggingStandby: Fault = {
  name: '28',
  title: 'journey and analytics fall over to a standby that is some seconds behind, while their processes go on',
  cluster: () => ({
    between: async ({ postgresPort }) => {
      const proxy = await openProxy(postgresPort)
      way = proxy
      return {
        env: {},
        close: async () => {
          await proxy.close()
          await standby?.stop()
          standby = undefined
        },
      }
    },
    launch: (service, _replica, settings) => {
      if (service !== 'journey' && service !== 'analytics') return {}
      const url = new URL(settings['DATABASE_URL'] ?? '')
      const far = `postgres://${url.username}:${url.password}@127.0.0.1:${way?.port ?? 0}${url.pathname}`
      return { env: { DATABASE_URL: far } }
    },
  }),
  spoilsCluster: true,
  expect: { recoverySeconds: 60, readsMayFail: true },
  sometimes: [AGAIN],
  inject: async (run) => {
    const port = await freePort()
    const follower = await startStandby(run, port)
    standby = follower
    await delay(run.random.between(2_000, 3_000))
    await askOnce(follower, "alter system set primary_conninfo = ''")
    await askOnce(follower, 'select pg_reload_conf()')
    await delay(run.random.between(3_000, 5_000))
    const lost = await Promise.all(READERS.map((service) => behind(run, follower, service)))
    run.saw(AGAIN, lost.filter((count) => count > 0).length)
    await askOnce(follower, 'select pg_promote()')
    way?.turnTo(port)
    for (const service of READERS) run.cluster.moveDatabase(service, follower.url(databaseOf(service)))
    await delay(4_000)
  },
  check: nothingMissing,
}

const databaseOf = (service: Service): string => `polyphon_${service}`

type Ask = (text: string) => Promise<unknown>

async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item)
}

/** Kills services, does something to the server of their databases while nobody uses those, and lets them start again. */
async function whileDown(
  run: FaultRun,
  services: readonly Service[],
  work: (ask: Ask) => Promise<void>,
): Promise<void> {
  const { cluster } = run
  cluster.hold(true)
  for (const process of cluster.processes.filter(({ service }) => services.some((name) => name === service))) {
    process.kill('SIGKILL')
    run.killed()
    await eventually(() => {
      if (process.isRunning()) throw new Error(`${process.service} still runs.`)
    })
  }
  const client = new pg.Client({ connectionString: cluster.servers.postgres.url('postgres') })
  await client.connect()
  try {
    const names = services.map(databaseOf)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = any($1)', [names])
    await work((text) => eventually(() => client.query(text), { timeoutMs: 10_000 }))
  } finally {
    await client.end()
    cluster.hold(false)
  }
}

async function untilAnswered({ cluster }: FaultRun): Promise<void> {
  const urls = cluster.processes.map(({ url }) => url)
  await eventually(
    async () => {
      for (const url of urls) if (!(await fetch(`${url}/readyz`)).ok) throw new Error(`${url} is not ready.`)
    },
    { timeoutMs: 30_000, everyMs: 200 },
  )
}

/** A standby that follows the cluster's PostgreSQL; resolves when it does. */
async function startStandby({ cluster }: FaultRun, port: number): Promise<PostgresServer> {
  const folder = join(cluster.folder, `standby-${port}`)
  const { postgres } = cluster.servers
  const primary = new URL(postgres.url('postgres'))
  const host = `host=127.0.0.1 port=${cluster.servers.postgresPort} user=${primary.username} dbname=postgres`
  await copyPostgres(primary.href, folder, { standbyOf: host })
  const follower = await startPostgres({ folder, port, durable: true, maxConnections: 300 })
  await eventually(
    async () => {
      const { rowCount } = await askOnce(postgres, `select from pg_stat_replication where state = 'streaming'`)
      if (rowCount !== 1) throw new Error('The standby does not follow.')
    },
    { timeoutMs: 30_000, everyMs: 200 },
  )
  return follower
}

async function askOnce(server: PostgresServer, text: string, database = 'postgres'): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/** How many records the primary has applied that the standby has not. */
async function behind({ cluster }: FaultRun, follower: PostgresServer, service: Service): Promise<number> {
  const text = 'select coalesce(sum(next_offset), 0)::integer as sum from consumer_offset'
  const [here, there] = await Promise.all([
    askOnce(cluster.servers.postgres, text, databaseOf(service)),
    askOnce(follower, text, databaseOf(service)),
  ])
  return Number(here.rows[0]?.sum) - Number(there.rows[0]?.sum)
}

/** Everything is still in Kafka: an alarm would be untrue. */
async function nothingMissing(run: FaultRun): Promise<void> {
  for (const service of READERS) {
    const missed = await missedBy(run.cluster, service)
    if (missed > 0) run.wrong(`${service} counts ${missed} records as missed that Kafka still has`)
    for (const gap of await gapsOf(run.cluster, service)) run.wrong(`${service} names a gap that is none: ${gap}`)
  }
}
