import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { groupBy } from '@polyphon/values'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { readClocks } from '../db/follow-clocks.js'
import type { MigrationFolder } from '../db/migrate.js'
import { prepareDatabase, requireUsableDatabase } from '../db/prepare-database.js'
import { deletionTimer } from '../deletion/deletion-timer.js'
import type { Finding } from '../diagnosis/finding.js'
import { openDeadLetters } from '../events/dead-letters.js'
import { openReplay } from '../events/replay.js'
import type { Deps } from '../http/deps.js'
import { closeServer, listen } from '../http/listen.js'
import { openStreams } from '../http/open-streams.js'
import { buildOpsServer } from '../http/ops-server.js'
import { buildServer } from '../http/server.js'
import { fileJob, importJob } from '../jobs/imports/apply-import.js'
import { FILE_JOB, jobTimer } from '../jobs/run-job.js'
import type { EventLog } from '../log/log.js'
import { makeTopics } from '../log/topics.js'
import { erasureTimer } from '../rights/erasure-timer.js'
import { partTimer } from '../rights/exports/part-timer.js'
import { loadSettings, SettingsError } from '../settings/load-settings.js'
import { openHealth } from '../telemetry/health.js'
import { openLogger } from '../telemetry/logger.js'
import type { TimerKind } from '../timers/timer.js'
import type { ServiceName } from '../values/service-name.js'
import { collectionsOf } from '../webhooks/body.js'
import { openWebhooks, sealSecrets } from '../webhooks/webhooks.js'
import { workTimer } from '../work/lateness.js'
import { readersOf } from './describe-readers.js'
import { apiOf, routesOf, type System } from './describe-service.js'
import { addChecks, createWakeUps, openDeps } from './open-deps.js'
import { openDiagnosis } from './open-diagnosis.js'
import { type Feature, personalOf, type ServiceDefinition } from './service.js'
import { faultsOfKit, type KitSettings, kitSettings } from './settings.js'
import { consumersOf, keepPartitions, peopleGroupOf, startWork, type Work } from './start-work.js'

/** What the caller of `startService` may bring along; everything else comes from the settings. */
export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The log; without it the service connects to KAFKA_BROKERS. */
  readonly log?: EventLog
  readonly now?: () => Date
  readonly newId?: () => string
  readonly logger?: Logger
  /** Called when the process can no longer do its work and must be restarted. */
  readonly onDead?: (error: Error) => void
  /** Whether metrics are also at the public port although they have one of their own. */
  readonly metricsAtBoth?: boolean
  /** Gives up a start that still waits for its database. */
  readonly signal?: AbortSignal
}

export interface RunningService {
  readonly name: string
  /** Where it answers, with its base path. */
  readonly url: string
  /** Of the second listener; null without `OPS_PORT`. */
  readonly opsUrl: string | null
  readonly deps: Deps
  /** Runs the timers that are due now; for tests with a clock of their own. */
  runDue(): Promise<number>
  /** Finishes what is under way, in the order that loses nothing. */
  close(): Promise<void>
}

/**
 * Starts a service: settings, HTTP, database with its migrations, log, consumers, timers. It listens first and resolves
 * once everything stands; until then health is answered and everything else is 503. A database that is away is waited
 * for. What no waiting would mend is a SettingsError, and nothing is left open then.
 */
export async function startService<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  around: StartOptions,
): Promise<RunningService> {
  const parts = await openParts(definition, around)
  const { name } = definition
  const { deps, health, app, ops } = parts
  const { settings, logger } = deps
  const ending = new AbortController()
  let work: Work | undefined
  let letClockGo: (() => void) | undefined
  const stop = async (): Promise<void> => {
    ending.abort()
    letClockGo?.()
    await closeServer(app)
    await ops?.close()
    await deps.recent.close()
    await work?.stopReading()
    await parts.closeTools()
    await work?.stopPublishing()
    if (around.log === undefined) await deps.log.close()
    await closeDeps(deps)
  }
  try {
    const { url, opsUrl } = await listenUnlessWrong(parts, settings)
    logger.info({ event: 'service.listens', at: url }, `${name} listens at ${url}`)
    const signal = around.signal ?? ending.signal
    await Promise.all([
      prepareDatabase({ settings, folders: migrationsOf(definition), outages: deps.outages, signal }),
      makeTopics(deps.log, deps.outages, ending.signal),
    ])
    await parts.clock?.sync()
    letClockGo = parts.clock?.keep()
    await prepare(definition, deps)
    const running = await startWork({ ...parts, settings, onDead: around.onDead })
    work = running
    parts.wake.connect(running)
    health.started()
    logger.info({ event: 'service.started', at: url }, `${name} answers at ${url}`)
    return {
      name,
      url,
      opsUrl,
      deps,
      runDue: () => running.timers.runDue(),
      close: async () => {
        parts.beginToStop()
        await delay(settings.SHUTDOWN_GRACE_MS)
        await stop()
        logger.info({ event: 'service.stopped' }, `${name} has stopped`)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Lets go of what nothing works with any more; what was recorded of it is handed over. */
async function closeDeps({ counters, outside, blobs, db, tracing, outages }: Deps): Promise<void> {
  blobs?.close()
  await Promise.all([counters.close(), outside.close(), db.close(), tracing.close()])
  outages.close()
}

/** What is done in a database that has been migrated, before anything is answered. */
async function prepare<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  deps: Deps<KitSettings & z.output<Settings>, Tools>,
): Promise<void> {
  await keepPartitions(deps)
  // Before anything is judged by what time it is somewhere.
  await readClocks(deps.db)
  await sealSecrets(deps, definition.seal?.(deps))
}

/** Everything that a service is made of, opened before any server is asked. */
async function openParts<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  around: StartOptions,
) {
  const settings = settingsOf(definition, around)
  const logger = around.logger ?? openLogger(definition.name, settings.LOG_LEVEL)
  const { log, now, newId } = around
  const wake = createWakeUps()
  const { deps: bare, clock } = await openDeps({
    name: definition.name,
    peopleGroup: peopleGroupOf(definition),
    personal: personalOf(definition),
    settings,
    logger,
    log,
    now,
    newId,
    wake,
  })
  const { tools, close: closeTools } = await definition.open(bare)
  const deps: Deps<KitSettings & z.output<Settings>, Tools> = { ...bare, tools }
  const health = openHealth()
  addChecks(health, deps, { settings, needsLog: definition.needsLog?.(settings) ?? false })
  const consumers = consumersOf(definition, deps)
  const streams = openStreams(() => deps)
  const { BASE_PATH: basePath, OPS_PORT: opsPort } = settings
  const hasMetrics = opsPort === undefined || around.metricsAtBoth === true
  const ops = opsPort === undefined ? null : buildOpsServer(deps, health)
  const diagnose = diagnosisOf(definition, deps, around.env)
  const read = whatIsRead(deps, consumers)
  const routes = routesOf(definition, deps, { health, ...read, hasMetrics, basePath, streams, diagnose })
  const app = await buildServer(
    {
      api: apiOf(definition, basePath),
      routes,
      health,
      adminToken: settings.POLYPHON_ADMIN_TOKEN,
      trustProxy: settings.TRUST_PROXY,
      rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
      graceMs: settings.SHUTDOWN_GRACE_MS,
    },
    deps,
  )
  const beginToStop = (): void => {
    health.close()
    streams.close()
  }
  const webhooks = openWebhooks(deps, {
    collections: collectionsOf(routes),
    publicUrl: settings.PUBLIC_URL ?? basePath,
  })
  const timers = [
    ...timersOf(definition, deps),
    webhooks.timer,
    workTimer(definition.name),
    ...endsOf(definition, deps),
    exportsOf(definition, deps),
  ]
  return { deps, clock, closeTools, wake, health, consumers, timers, webhooks, beginToStop, app, ops }
}

/** What it looks at when an operator asks what is wrong. */
/** What can be done about what was read of the log. */
function whatIsRead(deps: Deps, consumers: ReturnType<typeof consumersOf>): Pick<System, 'letters' | 'replay'> {
  const letters = openDeadLetters({ ...deps, consumers })
  return { letters: () => letters, replay: openReplay({ ...deps, consumers }) }
}

function diagnosisOf<Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  deps: Deps<KitSettings & z.output<Settings>, Tools>,
  env: StartOptions['env'],
): () => Promise<readonly Finding[]> {
  const reads = groupBy(readersOf(definition), ({ group }) => group)
  return openDiagnosis({
    deps,
    env,
    folders: migrationsOf(definition),
    ofService: definition.settings,
    readers: [...reads].map(([group, of]) => ({ group, topics: of.map(({ topic }) => topic) })),
    more: definition.features.flatMap(({ checks }) => checks?.(deps) ?? []),
  })
}

/** What falls due in a service, long work among it. */
function timersOf<FeatureDeps extends Pick<Deps, 'logger' | 'blobs'>>(
  { features }: { readonly features: readonly Feature<FeatureDeps>[] },
  deps: FeatureDeps,
): readonly TimerKind[] {
  const { logger, blobs } = deps
  const timers = features.flatMap((feature) => (feature.timers ?? []).map((timer) => timer(deps)))
  const imports = features.flatMap((feature) => (feature.imports ?? []).map((kind) => kind(deps)))
  const files = imports.map((kind) => fileJob(kind, logger, blobs))
  const jobs = [...features.flatMap((feature) => feature.jobs ?? []), ...imports.map((kind) => importJob(kind, logger))]
  return [
    ...timers,
    ...(jobs.length > 0 ? [jobTimer(jobs, logger)] : []),
    ...(files.length > 0 ? [jobTimer(files, logger, FILE_JOB)] : []),
  ]
}

/** Deletes workspaces, and erases people, from everything that a service has. */
function endsOf<FeatureDeps extends Pick<Deps, 'logger' | 'personal' | 'blobs' | 'keyring'>>(
  { name, features }: { readonly name: ServiceName; readonly features: readonly Feature<FeatureDeps>[] },
  deps: FeatureDeps,
): readonly TimerKind[] {
  const elsewhere = features.flatMap((feature) => feature.elsewhere ?? [])
  const options = { ...deps, service: name, elsewhere, deps }
  return [deletionTimer(options), erasureTimer(options)]
}

/** Writes what this service knows of people who want to know it. */
const exportsOf = <Settings extends z.ZodObject, Tools>(
  definition: ServiceDefinition<Settings, Tools>,
  deps: Deps<KitSettings & z.output<Settings>, Tools>,
): TimerKind => {
  const onPrepared = definition.onExportPart?.(deps)
  return partTimer({
    ...deps,
    hasCopy: definition.keepsPeople !== false,
    operator: deps.settings.RETENTION_DAYS,
    ...(onPrepared === undefined ? {} : { onPrepared }),
  })
}

function settingsOf<Settings extends z.ZodObject>(
  definition: { readonly settings: Settings },
  { env, log }: StartOptions,
): KitSettings & z.output<Settings> {
  const schema = kitSettings.extend(definition.settings.shape)
  const settings = loadSettings(schema, env, (given) => faultsOfKit(given, log !== undefined))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the merged schema gives both parts; zod's types lose that
  return settings as unknown as KitSettings & z.output<Settings>
}

/** Where the port cannot be had, what is wrong with the database is said in the same breath. */
async function listenUnlessWrong(
  { app, ops }: { readonly app: FastifyInstance; readonly ops: FastifyInstance | null },
  settings: KitSettings,
): Promise<{ readonly url: string; readonly opsUrl: string | null }> {
  const { PORT, OPS_PORT = 0, HOST: host, BASE_PATH } = settings
  try {
    const origin = await listen(app, { setting: 'PORT', port: PORT, host })
    const opsUrl = ops === null ? null : await listen(ops, { setting: 'OPS_PORT', port: OPS_PORT, host })
    return { url: `${origin}${BASE_PATH}`, opsUrl }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    const more = await requireUsableDatabase(settings).catch((reason: unknown) => reason)
    throw more instanceof SettingsError ? new SettingsError([...error.faults, ...more.faults], { cause: error }) : error
  }
}

/** The migrations of a service, those of the kit first. */
export function migrationsOf(definition: {
  readonly name: string
  readonly migrations: URL
  readonly keepsPeople: string | false
}): readonly MigrationFolder[] {
  const kit = (set: string): MigrationFolder => ({
    set,
    folder: fileURLToPath(new URL(`../../migrations/${set}`, import.meta.url)),
  })
  const service = { set: definition.name, folder: fileURLToPath(definition.migrations) }
  return [kit('core'), ...(definition.keepsPeople !== false ? [kit('people')] : []), service]
}
