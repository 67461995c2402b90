import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { durationMs } from '@polyphon/conditions'
import { topics as allTopics } from '@polyphon/contracts'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { openDirectory } from './auth/directory.js'
import { openCopies } from './copies/progress.js'
import { MemoryCounters } from './counters.js'
import { RedisCounters } from './counters-redis.js'
import { Database } from './db/database.js'
import { assertBoundByRowSecurity, type MigrationFolder, migrate } from './db/migrate.js'
import type { Deps } from './deps.js'
import { documentOf, routesOf } from './describe-service.js'
import { openDeadLetters } from './events/dead-letters.js'
import { type Health, openHealth } from './health.js'
import { buildServer } from './http/server.js'
import { uuidv7 } from './ids.js'
import { openKafkaLog } from './log/kafka-log.js'
import type { EventLog } from './log/log.js'
import { openLogger } from './logger.js'
import { openMetrics } from './metrics.js'
import type { ServiceDefinition } from './service.js'
import { type KitSettings, kitSettings, loadSettings, SettingsError } from './settings.js'
import { consumersOf, startWork, type Work } from './start-work.js'

/** What the caller of `startService` may bring along; everything else comes from the settings. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The log; without it the service connects to KAFKA_BROKERS. */
  readonly log?: EventLog
  readonly now?: () => Date
  readonly newId?: () => string
  readonly logger?: Logger
  /** Called when the process can no longer do its work and must be restarted. */
  readonly onDead?: (error: Error) => void
}

export interface RunningService {
  readonly name: string
  readonly url: string
  readonly deps: Deps
  /** Runs the timers that are due now; for tests with a clock of their own. */
  runDue(): Promise<number>
  /** Finishes what is under way, in the order that loses nothing. */
  close(): Promise<void>
}

/** Starts a service: settings, migrations, log, consumers, timers, HTTP. It answers once everything stands. */
export async function startService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  around: Surroundings,
): Promise<RunningService> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the merged schema gives both parts; zod's types lose that
  const settings = loadSettings(kitSettings.extend(definition.settings.shape), around.env) as unknown as KitSettings &
    z.output<Settings>
  const logger = around.logger ?? openLogger(definition.name, settings.LOG_LEVEL)
  await prepareDatabase(definition, settings)
  const wake = createWakeUps()
  const bare = await openDeps({ name: definition.name, settings, logger, around, wake })
  const { tools, close: closeTools } = await definition.open(bare)
  const deps: Deps<KitSettings & z.output<Settings>, Tools> = { ...bare, tools }
  const health = openHealth()
  const consumers = consumersOf(definition, deps)
  const letters = openDeadLetters({ db: deps.db, logger, consumers })
  const app = await buildServer(
    {
      document: documentOf(definition),
      routes: routesOf(definition, deps, { health, letters: () => letters }),
      adminToken: settings.POLYPHON_ADMIN_TOKEN,
      trustProxy: settings.TRUST_PROXY,
      rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    },
    deps,
  )
  const onDead = around.onDead === undefined ? {} : { onDead: around.onDead }
  const work = await startWork({
    timers: definition.timers.map((timer) => timer(deps)),
    deps,
    settings,
    consumers,
    health,
    ...onDead,
  })
  wake.connect(work)
  addChecks(health, deps)
  const url = await app.listen({ port: settings.PORT, host: settings.HOST })
  logger.info({ event: 'service.started', at: url }, `${definition.name} answers at ${url}`)
  return {
    name: definition.name,
    url,
    deps,
    runDue: () => work.timers.runDue(),
    close: async () => {
      health.close()
      await delay(settings.SHUTDOWN_GRACE_MS)
      await closeServer(app)
      await work.stopReading()
      await closeTools()
      await work.stopTelling()
      if (around.log === undefined) await deps.log.close()
      await deps.counters.close()
      await deps.db.close()
      logger.info({ event: 'service.stopped' }, `${definition.name} has stopped`)
    },
  }
}

const SWEEP_MS = 50

// A connection that was answering when the server began to close becomes idle afterwards, and would be waited for until
// its keep-alive ends.
async function closeServer(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}

/** Lets a commit wake relay and timers, which are started after the database is opened. */
interface WakeUps {
  readonly onOutgoing: (lanes: readonly number[]) => void
  readonly onTimer: (dueAt: Date) => void
  connect(work: Work): void
}

function createWakeUps(): WakeUps {
  let connected: Work | undefined
  return {
    onOutgoing: (lanes) => connected?.relay.nudge(lanes),
    onTimer: (dueAt) => connected?.timers.nudge(dueAt),
    connect: (work) => {
      connected = work
    },
  }
}

interface Opening<Settings> {
  readonly name: string
  readonly settings: Settings
  readonly logger: Logger
  readonly around: Surroundings
  readonly wake: WakeUps
}

async function openDeps<Settings extends KitSettings>(opening: Opening<Settings>): Promise<Deps<Settings, undefined>> {
  const { name, settings, logger, around, wake } = opening
  const now = around.now ?? (() => new Date())
  const newId = around.newId ?? (() => uuidv7())
  const db = new Database({
    url: settings.DATABASE_URL,
    pool: settings.DATABASE_POOL,
    now,
    newId,
    onOutgoing: wake.onOutgoing,
    onTimer: wake.onTimer,
    onConnectionError: (error) => logger.warn({ event: 'database.connection_lost', err: error }, error.message),
  })
  const log = around.log ?? (await openOwnLog(settings, name, logger))
  await makeTopics(log, logger)
  return {
    service: name,
    db,
    log,
    counters: settings.REDIS_URL === undefined ? new MemoryCounters() : new RedisCounters(settings.REDIS_URL),
    metrics: openMetrics(name),
    logger,
    settings,
    now,
    newId,
    workspaces: openDirectory(db),
    copies: openCopies(log),
    tools: undefined,
  }
}

function addChecks(health: Health, { db, log }: Deps): void {
  health.addCheck('database', async () => {
    await db.transact(null, (tx) => tx.query('select 1'), { readOnly: true })
  })
  health.addCheck('log', () => log.check())
}

type Migrated = Parameters<typeof migrationsOf>[0]

async function prepareDatabase(definition: Migrated, settings: KitSettings): Promise<void> {
  if (settings.MIGRATION_DATABASE_URL !== undefined)
    await migrate({
      url: settings.MIGRATION_DATABASE_URL,
      folders: migrationsOf(definition),
      appRole: decodeURIComponent(new URL(settings.DATABASE_URL).username),
    })
  await assertBoundByRowSecurity(settings.DATABASE_URL)
}

/** The migrations of a service, those of the kit first. */
export function migrationsOf(definition: {
  readonly name: string
  readonly migrations: URL
  readonly keepsPeople: boolean
}): readonly MigrationFolder[] {
  const kit = (set: string): MigrationFolder => ({
    set,
    folder: fileURLToPath(new URL(`../migrations/${set}`, import.meta.url)),
  })
  const own = { set: definition.name, folder: fileURLToPath(definition.migrations) }
  return [kit('core'), ...(definition.keepsPeople ? [kit('people')] : []), own]
}

async function openOwnLog(settings: KitSettings, service: string, logger: Logger): Promise<EventLog> {
  if (settings.KAFKA_BROKERS === undefined)
    throw new SettingsError('The settings are not usable:\n  KAFKA_BROKERS: is required where no log is embedded')
  return openKafkaLog({
    brokers: settings.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    clientId: `polyphon.${service}`,
    partitions: settings.KAFKA_PARTITIONS,
    replication: settings.KAFKA_REPLICATION,
    logger,
  })
}

const TOPIC_RETRY_MS = 2_000

// A log that is away does not stop a service from starting: commands work, their events wait in the outbox.
async function makeTopics(log: EventLog, logger: Logger): Promise<void> {
  const topics = allTopics.map(({ name, compacted, retention }) => ({
    name,
    compacted,
    retentionMs: retention === null ? -1 : durationMs(retention),
  }))
  try {
    await log.createTopics(topics)
  } catch (error) {
    logger.warn({ event: 'log.topics_not_made', err: error }, 'the topics could not be made; trying again')
    setTimeout(() => void makeTopics(log, logger), TOPIC_RETRY_MS).unref()
  }
}
