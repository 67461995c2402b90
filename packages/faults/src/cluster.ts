import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type ComposedOptions,
  type ComposedStack,
  openHome,
  type ServiceProcess,
  startComposed,
} from '@polyphon/local-stack'
import {
  freePort,
  freePortBase,
  type KafkaServer,
  kafkaLibs,
  type PostgresServer,
  type RedisServer,
  startAll,
} from '@polyphon/toolchain'
import pg from 'pg'
import { type Ledger, openLedger } from './ledger.js'
import { type MemoryWatch, watchMemory } from './memory.js'

export const SERVICES = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
export type Service = (typeof SERVICES)[number]
/** Those of which there are two processes behind a balancer. */
export const REPLICATED: ReadonlySet<string> = new Set<Service>(['profile', 'messaging'])

/** How a cluster differs from the ordinary one: one broker, PostgreSQL, Redis, two replicas of profile and messaging. */
export interface ClusterOptions {
  readonly brokers?: number
  readonly launch?: ComposedOptions['launch']
  /** Settings of every service that are not the ordinary ones. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where the files of the servers are; for disks that fill up. */
  readonly folders?: { readonly postgres?: string; readonly kafka?: string }
  /** Where Kafka says it is, when something stands before it. */
  readonly kafkaAdvertisedPort?: number
  /** Puts something between the services and their servers: the settings that services are given instead. */
  readonly between?: (servers: Servers) => Promise<{ readonly env: Record<string, string>; close(): Promise<void> }>
  /** At the very end, when nothing runs any more. */
  readonly cleanUp?: () => Promise<void>
}

export interface Servers {
  readonly postgres: PostgresServer
  readonly kafka: KafkaServer
  readonly redis: RedisServer
  readonly postgresPort: number
}

/** The whole of Polyphon as separate processes over real servers; what dies is started again, as an orchestrator would. */
export interface Cluster {
  readonly servers: Servers
  readonly stack: ComposedStack
  readonly processes: readonly ServiceProcess[]
  readonly ledger: Ledger
  readonly memory: MemoryWatch
  readonly mailFolder: string
  readonly folder: string
  /** A service's database as its owner, past row-level security. */
  database(service: Service): pg.Pool
  /** From now on the database of a service is there: another server has taken over. */
  moveDatabase(service: Service, url: string): void
  /** Ends that nobody asked for, by kill or by fault. */
  readonly deaths: { readonly service: string; readonly how: string }[]
  /** While true, what dies stays dead. */
  hold(isHeld: boolean): void
  close(): Promise<void>
}

const RESTART_MS = 500

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-faults-'))
  const closers: (() => Promise<void>)[] = [
    async () => options.cleanUp?.(),
    async () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  ]
  const close = async (): Promise<void> => {
    for (const step of closers.splice(0).toReversed()) await step()
  }
  try {
    const servers = await startServers(folder, options, closers)
    const ledger = await openLedger()
    closers.push(() => ledger.close())
    const between = await options.between?.(servers)
    if (between !== undefined) closers.push(() => between.close())
    const env = { ...settings(servers, ledger, options), ...options.settings, ...between?.env, POLYPHON_HOME: folder }
    const home = openHome(env, folder)
    const deaths: Cluster['deaths'] = []
    const keeper = openKeeper(deaths)
    const stack = await startComposed({
      env: { ...env, POLYPHON_PORT_BASE: String(await freePortBase()) },
      home,
      progress: () => undefined,
      onExit: keeper.onExit,
      ...(options.launch === undefined ? {} : { launch: options.launch }),
    })
    closers.push(async () => {
      keeper.close()
      await stack.close()
    })
    const memory = watchMemory(stack.processes)
    closers.push(async () => memory.stop())
    const pools = openPools(servers)
    closers.push(async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))))
    return {
      servers,
      stack,
      processes: stack.processes,
      ledger,
      memory,
      mailFolder: home.mailFolder,
      folder,
      database: (service) => found(pools.get(service)),
      moveDatabase: (service, url) => {
        void pools.get(service)?.end()
        pools.set(service, openPool(url))
      },
      deaths,
      hold: keeper.hold,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function startServers(
  folder: string,
  options: ClusterOptions,
  closers: (() => Promise<void>)[],
): Promise<Servers> {
  const folders = { postgres: join(folder, 'postgres'), kafka: join(folder, 'kafka'), ...options.folders }
  const { brokers = 1, kafkaAdvertisedPort: advertised } = options
  const postgresPort = await freePort()
  const started = await startAll({
    postgres: { folder: folders.postgres, port: postgresPort, durable: true, maxConnections: 300 },
    kafka: {
      folder: folders.kafka,
      libs: kafkaLibs,
      brokers,
      ...(advertised === undefined ? {} : { advertisedPorts: [advertised] }),
    },
    redisFolder: join(folder, 'redis'),
  })
  closers.push(() => started.stop())
  return { ...started, postgresPort }
}

/** What every service is given: short leases, so that what a dead process held is free within the time of a run. */
function settings(
  { postgres, kafka, redis }: Servers,
  ledger: Ledger,
  options: ClusterOptions,
): Record<string, string> {
  return {
    DATABASE_URL: postgres.url('postgres'),
    KAFKA_BROKERS: kafka.brokers,
    KAFKA_REPLICATION: String(options.brokers ?? 1),
    REDIS_URL: redis.url,
    MAIL_PROVIDER: 'smtp',
    SMTP_URL: ledger.url,
    SMTP_TIMEOUT_MS: '2000',
    SEND_LEASE_SECONDS: '5',
    SEND_RETRY_SECONDS: '0.5',
    SHUTDOWN_GRACE_MS: '1500',
    LOG_LEVEL: 'info',
  }
}

/** Starts again what has ended, after a moment, until it is asked to stop. */
function openKeeper(deaths: Cluster['deaths']): {
  readonly onExit: (process: ServiceProcess, how: string) => void
  hold(isHeld: boolean): void
  close(): void
} {
  let isClosed = false
  let isHeld = false
  const waiting = new Set<ServiceProcess>()
  const restart = async (process: ServiceProcess): Promise<void> => {
    await delay(RESTART_MS)
    if (isClosed || process.isRunning()) return
    if (isHeld) waiting.add(process)
    else process.spawn()
  }
  return {
    onExit: (process, how) => {
      deaths.push({ service: process.service, how })
      void restart(process)
    },
    hold: (held) => {
      isHeld = held
      if (isHeld) return
      for (const process of waiting) void restart(process)
      waiting.clear()
    },
    close: () => {
      isClosed = true
    },
  }
}

function openPools({ postgres }: Servers): Map<string, pg.Pool> {
  return new Map(SERVICES.map((service) => [service, openPool(postgres.url(`polyphon_${service}`))]))
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 3, connectionTimeoutMillis: 5_000 })
  // PostgreSQL is killed on purpose.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is no such service.')
  return value
}
