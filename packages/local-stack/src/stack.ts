import { embeddedLogMigrations, openEmbeddedLog } from '@polyphon/embedded-log'
import {
  type EventLog,
  makeDatabases,
  migrate,
  openLogFile,
  openLogger,
  type RunningService,
  type ServiceDatabase,
  SettingsError,
} from '@polyphon/service-kit/runtime'
import { startPostgres } from '@polyphon/toolchain'
import { services } from './definitions.js'
import type { Home } from './home.js'
import { keepRunning } from './keep-running.js'
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
  /** Stops services, log and database, in that order; nothing that was acknowledged is lost. */
  close(): Promise<void>
}

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
    const { databases, where } = await openDatabases(options, closers)
    const log = await openLog(options, databases, closers)
    options.progress('starting profile, journey, messaging, feedback, analytics')
    const running = await startServices(options, { databases, log }, closers)
    return {
      urls: Object.fromEntries(running.map(({ name, url }) => [name, url])),
      adminToken: options.home.secrets().adminToken,
      servers: [
        where,
        log === undefined ? `events in Kafka at ${options.env['KAFKA_BROKERS'] ?? ''}` : 'events in the embedded log',
        ...(options.env['REDIS_URL'] ? ['limits in Redis'] : []),
      ],
      database: databaseName(options.env),
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
  databases: ReadonlyMap<string, ServiceDatabase>,
  closers: Closer[],
): Promise<EventLog | undefined> {
  if (env['KAFKA_BROKERS']) return undefined
  const { url, ownerUrl } = databaseOf(databases, 'polyphon_log')
  await migrate({ url: ownerUrl, folders: [embeddedLogMigrations], appRole: new URL(url).username })
  const log = await openEmbeddedLog({ url, now: () => new Date() })
  closers.push(() => log.close())
  return log
}

async function startServices(
  { env, home, progress, onDead }: StackOptions,
  around: { readonly databases: ReadonlyMap<string, ServiceDatabase>; readonly log: EventLog | undefined },
  closers: Closer[],
): Promise<readonly RunningService[]> {
  const logFile = openLogFile(home.path('logs', 'services.log'), {
    failed: (error) => progress(`the log cannot be written (${error.message}); the newest lines are kept for later`),
    mended: (lost) => progress(`the log is written again${lost === 0 ? '' : `; ${lost} lines are missing in it`}`),
  })
  closers.push(async () => logFile.flush())
  const base = portBaseOf(env)
  const running = await Promise.allSettled(
    services.map(async ({ name, start }, index) => {
      const database = databaseOf(around.databases, `polyphon_${name}`)
      const service = await start({
        env: settingsOf(env, home, { ...database, port: base + index + 1 }),
        logger: openLogger(name, env['LOG_LEVEL'] ?? 'info', logFile.stream),
        onDead,
        ...(around.log === undefined ? {} : { log: around.log }),
      })
      closers.push(() => service.close())
      return service
    }),
  )
  return running.map((result) => {
    if (result.status === 'rejected') throw asPortProblem(result.reason)
    return result.value
  })
}

function asPortProblem(error: unknown): unknown {
  const cause = error instanceof SettingsError ? error.cause : undefined
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') return error
  const port = 'port' in cause ? String(cause.port) : 'it wants'
  return new Error(`Port ${port} is taken. Stop what uses it, or choose other ports with POLYPHON_PORT_BASE.`, {
    cause: error,
  })
}
