import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { MigrationFolder } from '../db/migrate.js'
import { prepareDatabase, requireUsableDatabase } from '../db/prepare-database.js'
import { openDeadLetters } from '../events/dead-letters.js'
import type { Deps } from '../http/deps.js'
import { closeServer, listen } from '../http/listen.js'
import { buildServer } from '../http/server.js'
import { importJob } from '../jobs/imports/apply-import.js'
import { jobTimer } from '../jobs/run-job.js'
import type { EventLog } from '../log/log.js'
import { makeTopics } from '../log/topics.js'
import { loadSettings, SettingsError } from '../settings/load-settings.js'
import { openHealth } from '../telemetry/health.js'
import { openLogger } from '../telemetry/logger.js'
import { apiOf, routesOf } from './describe-service.js'
import { addChecks, createWakeUps, openDeps } from './open-deps.js'
import { personalOf, type ServiceDefinition } from './service.js'
import { faultsOfKit, type KitSettings, kitSettings } from './settings.js'
import { consumersOf, keepMonths, peopleGroupOf, startWork, type Work } from './start-work.js'

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
  /** Gives up a start that still waits for its database. */
  readonly signal?: AbortSignal
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
  const { deps, health, app } = parts
  const { settings, logger } = deps
  const ending = new AbortController()
  let work: Work | undefined
  let letClockGo: (() => void) | undefined
  const stop = async (): Promise<void> => {
    ending.abort()
    letClockGo?.()
    await closeServer(app)
    await work?.stopReading()
    await parts.closeTools()
    await work?.stopPublishing()
    if (around.log === undefined) await deps.log.close()
    await deps.counters.close()
    await deps.db.close()
  }
  try {
    const url = await listenUnlessWrong(app, settings)
    logger.info({ event: 'service.listens', at: url }, `${name} listens at ${url}`)
    const signal = around.signal ?? ending.signal
    await Promise.all([
      prepareDatabase({ settings, folders: migrationsOf(definition), logger, signal }),
      makeTopics(deps.log, logger, ending.signal),
    ])
    await parts.clock?.sync()
    letClockGo = parts.clock?.keep()
    await keepMonths(deps)
    await definition.prepare?.(deps)
    const running = await startWork({
      ...parts,
      settings,
      ...(around.onDead !== undefined && { onDead: around.onDead }),
    })
    work = running
    parts.wake.connect(running)
    health.started()
    logger.info({ event: 'service.started', at: url }, `${name} answers at ${url}`)
    return {
      name,
      url,
      deps,
      runDue: () => running.timers.runDue(),
      close: async () => {
        health.close()
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
  const letters = openDeadLetters({ db: deps.db, logger, consumers })
  const app = await buildServer(
    {
      api: apiOf(definition),
      routes: routesOf(definition, deps, { health, letters: () => letters }),
      health,
      adminToken: settings.POLYPHON_ADMIN_TOKEN,
      trustProxy: settings.TRUST_PROXY,
      rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
      graceMs: settings.SHUTDOWN_GRACE_MS,
    },
    deps,
  )
  const { features } = definition
  const timers = features.flatMap((feature) => (feature.timers ?? []).map((timer) => timer(deps)))
  const jobs = features.flatMap((feature) => [
    ...(feature.jobs ?? []),
    ...(feature.imports ?? []).map((kind) => importJob(kind, logger)),
  ])
  if (jobs.length > 0) timers.push(jobTimer(jobs, logger))
  return { deps, clock, closeTools, wake, health, consumers, timers, app }
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
async function listenUnlessWrong(app: FastifyInstance, settings: KitSettings): Promise<string> {
  try {
    return await listen(app, settings)
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
