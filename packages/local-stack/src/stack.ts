import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import {
  type EventLog,
  isServerFailure,
  makeDatabases,
  migrate,
  openOutages,
  type RunningService,
  type ServiceDatabase,
  SettingsError,
} from '@polyphon/service-kit/runtime'
import { startPostgres } from '@polyphon/toolchain'
import { closeTogether } from './close-together.js'
import { services } from './definitions.js'
import type { Home } from './home.js'
import { keepRunning } from './keep-running.js'
import { openServiceLogs, type ServiceLogs } from './service-logs.js'
import {
  databaseName,
  databaseNames,
  databaseOf,
  type Env,
  makeGiven,
  portBaseOf,
  requireServers,
  settingsOf,
} from './surroundings.js'
import { watchRoom } from './watch-room.js'

export interface StackOptions {
  readonly env: Env
  readonly home: Home
  /** Called with what is being done, in words for a person. */
  readonly progress: (text: string) => void
  readonly onDead: (error: Error) => void
}

export interface Stack {
  readonly urls: Readonly<Record<string, string>>
  readonly adminToken: string
  readonly servers: readonly string[]
  /** Names the PostgreSQL that holds the data, without anything secret. */
  readonly database: string
  /** The database of a service, or `log` that of the embedded log, as its owner: for whoever looks at rows. */
  databaseUrl(name: string): string
  /** Stops services, log and database, in that order; nothing that was acknowledged is lost. */
  close(): Promise<void>
}

/** Health and metrics have ports of their own, this much above those of the services. */
const OPS_PORTS = 10

type Closer = () => Promise<void>

/** Starts everything in this process: PostgreSQL and the log embedded, unless the environment names servers. */
export async function startStack(options: StackOptions): Promise<Stack> {
  portBaseOf(options.env)
  await requireServers(options.env)
  const closers: Closer[] = []
  const close = async (): Promise<void> => {
    for (const step of closers.splice(0).toReversed()) await step()
  }
  try {
    const logs = openServiceLogs({ env: options.env, home: options.home, say: options.progress })
    closers.push(async () => logs.flush())
    const { databases, where } = await openDatabases(options, closers)
    const log = await openLog(options, { databases, logs }, closers)
    options.progress('starting profile, journey, messaging, feedback, analytics')
    const running = await startServices(options, { databases, log, logs }, closers)
    return {
      urls: Object.fromEntries(running.map(({ name, url }) => [name, url])),
      adminToken: options.home.secrets().adminToken,
      servers: [
        where,
        log === undefined ? `events in Kafka at ${options.env['KAFKA_BROKERS'] ?? ''}` : 'events in the embedded log',
        ...(options.env['REDIS_URL'] ? ['limits in Redis'] : []),
      ],
      database: databaseName(options.env),
      databaseUrl: (name) => databaseOf(databases, `polyphon_${name}`).ownerUrl,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function openDatabases(
  { env, home, progress }: StackOptions,
  closers: Closer[],
): Promise<{ databases: ReadonlyMap<string, ServiceDatabase>; where: string }> {
  const given = env['DATABASE_URL']
  if (given) {
    progress('preparing databases on the given PostgreSQL')
    return {
      databases: await makeGiven(given, home),
      where: 'data in the given PostgreSQL',
    }
  }
  progress('starting PostgreSQL')
  const postgres = await startPostgres({ folder: home.path('postgres'), durable: true })
  const kept = keepRunning(postgres, { name: 'PostgreSQL', folder: home.folder, say: progress })
  closers.push(() => kept.stop())
  const room = watchRoom(home.folder, progress)
  closers.push(async () => room.stop())
  const databases = await makeDatabases(postgres.url('postgres'), databaseNames, home.secrets().databasePassword)
  return { databases, where: `data in ${home.path('postgres')}` }
}

async function openLog(
  { env }: StackOptions,
  { databases, logs }: { readonly databases: ReadonlyMap<string, ServiceDatabase>; readonly logs: ServiceLogs },
  closers: Closer[],
): Promise<EventLog | undefined> {
  if (env['KAFKA_BROKERS']) return undefined
  const { url, ownerUrl } = databaseOf(databases, 'polyphon_log')
  await migrate({ url: ownerUrl, folders: [embeddedLogMigrations], appRole: new URL(url).username })
  const outages = openOutages({ logger: await logs.open('event-log') })
  const log = await openEmbeddedLog({
    url,
    now: () => new Date(),
    // What a handler throws is told by its service.
    onError: (error) => {
      if (isServerFailure(error)) outages.met('database of the event log', error)
    },
  })
  closers.push(async () => {
    await log.close()
    outages.close()
  })
  return log
}

async function startServices(
  { env, home, onDead }: StackOptions,
  around: {
    readonly databases: ReadonlyMap<string, ServiceDatabase>
    readonly log: EventLog | undefined
    readonly logs: ServiceLogs
  },
  closers: Closer[],
): Promise<readonly RunningService[]> {
  const base = portBaseOf(env)
  const started: RunningService[] = []
  closers.push(() => closeTogether(started))
  const running = await Promise.allSettled(
    services.map(async ({ name, start }, index) => {
      const database = databaseOf(around.databases, `polyphon_${name}`)
      const service = await start({
        env: settingsOf(env, home, {
          ...database,
          name,
          port: base + index + 1,
          opsPort: base + OPS_PORTS + index + 1,
        }),
        logger: await around.logs.open(name),
        onDead,
        metricsAtBoth: true,
        ...(around.log === undefined ? {} : { log: around.log }),
      })
      started.push(service)
      return service
    }),
  )
  return running.map((result, index) => {
    if (result.status === 'rejected') throw asStartProblem(result.reason, services[index]?.name ?? '')
    return result.value
  })
}

/** A setting is named together with the service that cannot use it, as each has a database and ports of its own. */
function asStartProblem(error: unknown, service: string): unknown {
  if (!(error instanceof SettingsError)) return error
  const { cause } = error
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') {
    return new Error(`${service} did not start. ${error.message}`, { cause: error })
  }
  const port = 'port' in cause ? String(cause.port) : 'it wants'
  return new Error(`Port ${port} is taken. Stop what uses it, or choose other ports with POLYPHON_PORT_BASE.`, {
    cause: error,
  })
}
