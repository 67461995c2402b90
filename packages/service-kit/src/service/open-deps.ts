import type { Logger } from 'pino'
import { openDirectory } from '../auth/directory.js'
import { openKeySets } from '../auth/key-sets.js'
import { openBlobStore } from '../blobs/open-blobs.js'
import { openCopies } from '../copies/progress.js'
import { Database } from '../db/database.js'
import type { Deps } from '../http/deps.js'
import { type Counters, MemoryCounters } from '../limits/counters.js'
import { RedisCounters } from '../limits/counters-redis.js'
import { openKafkaLog } from '../log/kafka-log.js'
import { securityOf } from '../log/kafka-security.js'
import type { EventLog } from '../log/log.js'
import { watchLog } from '../log/watch-log.js'
import { allowedBy } from '../outside/addresses.js'
import { openOutside } from '../outside/outside.js'
import type { PersonalData } from '../personal/declaration.js'
import { openRecent } from '../recent/recent.js'
import { openKeyring } from '../secrets/keyring.js'
import type { Health } from '../telemetry/health.js'
import { openMetrics } from '../telemetry/metrics.js'
import { openTracing } from '../telemetry/open-tracing.js'
import { type Outages, openOutages } from '../telemetry/outages.js'
import { showPools } from '../telemetry/pool-metrics.js'
import { uuidv7 } from '../values/ids.js'
import type { ServiceName } from '../values/service-name.js'
import { isDatabaseAway } from '../values/unavailable.js'
import { openServerClock, type ServerClock } from './server-clock.js'
import type { KitSettings } from './settings.js'
import type { Work } from './start-work.js'

/** Lets a commit wake relay and timers, which are started after the database is opened. */
export interface WakeUps {
  readonly onOutgoing: (lanes: readonly number[]) => void
  readonly onTimer: (dueAt: Date, kind: string) => void
  readonly onClockMoved: () => void
  readonly onStreamed: (types: readonly string[]) => void
  readonly onAudited: () => void
  connect(work: Work): void
}

export function createWakeUps(): WakeUps {
  let connected: Work | undefined
  return {
    onOutgoing: (lanes) => connected?.relay.wake(lanes),
    onTimer: (dueAt, kind) => connected?.timers.wake(dueAt, kind),
    onClockMoved: () => connected?.timers.wakeNow(),
    onStreamed: (types) => connected?.webhooks.wake(types),
    onAudited: () => connected?.audit.wake(),
    connect: (work) => {
      connected = work
    },
  }
}

export interface Opening<Settings> {
  readonly name: ServiceName
  /** The consumer group that keeps the copy of people, if any does. */
  readonly peopleGroup: string | null
  readonly personal: PersonalData
  readonly settings: Settings
  readonly logger: Logger
  /** The log that the caller brought along. */
  readonly log: EventLog | undefined
  readonly now: (() => Date) | undefined
  readonly newId: (() => string) | undefined
  readonly wake: WakeUps
}

export interface Opened<Settings> {
  readonly deps: Deps<Settings, undefined>
  /** Where `now` comes from; null when the caller brought a clock along. */
  readonly clock: ServerClock | null
}

/** Opens what a service works with. No server is asked: each is connected to when it is first needed. */
export async function openDeps<Settings extends KitSettings>(opening: Opening<Settings>): Promise<Opened<Settings>> {
  const { name, settings, logger, wake } = opening
  const outages = openOutages({ logger })
  // A database that does not say the time has told that itself.
  const clock = opening.now === undefined ? openServerClock({ ask: () => db.serverTime() }) : null
  const now = opening.now ?? (() => clock?.now() ?? new Date())
  // Ids made while a clock that was brought along stands still would have no order.
  const newId = opening.newId ?? (() => uuidv7(clock?.now().getTime()))
  const metrics = openMetrics(name)
  const tracing = await openTracing(name, settings, { outages, metrics })
  const db = new Database({
    url: settings.DATABASE_URL,
    tlsCa: settings.DATABASE_TLS_CA,
    pool: settings.DATABASE_POOL,
    scans: { pool: settings.DATABASE_SCAN_POOL, limitMs: settings.DATABASE_SCAN_LIMIT_MS },
    now,
    newId,
    onOutgoing: wake.onOutgoing,
    onStreamed: (types) => {
      recent.wake()
      wake.onStreamed(types)
    },
    onAppended: metrics.appended,
    onAudited: wake.onAudited,
    onTimer: wake.onTimer,
    onClockMoved: wake.onClockMoved,
    onAway: (error) => outages.failed('database', error),
    onAnswer: () => outages.works('database'),
  })
  const recent = openRecent({ db, outages, keptHours: settings.RECENT_EVENTS_HOURS })
  showPools(metrics.registry, () => db.pools())
  const log = watchLog(opening.log ?? (await openOwnLog(settings, name, { logger, outages, now })), outages)
  const outside = openOutside({ allowed: allowedBy(settings) })
  const blobs = await openBlobStore({ address: settings.BLOB_STORE, service: name, outages, newId })
  const deps = {
    service: name,
    db,
    log,
    counters: openCounters(settings, outages),
    metrics,
    logger,
    outages,
    outside,
    blobs,
    keyring: settings.SECRETS_KEYS === undefined ? null : openKeyring(settings.SECRETS_KEYS),
    tracing,
    settings,
    now,
    newId,
    workspaces: openDirectory(db, openKeySets({ call: outside.call, onFailure: noteUnreadable(logger) })),
    copies: openCopies(log, opening.peopleGroup, { sinceLogFailed: () => outages.sinceFailed('log') }),
    personal: opening.personal,
    recent,
    tools: undefined,
  }
  return { deps, clock }
}

const noteUnreadable =
  (logger: Logger) =>
  (jwksUri: string, err?: unknown): void =>
    logger.warn(
      { event: 'identity_provider.unreadable', jwksUri, err },
      'the keys of an identity provider were not read',
    )

/** Kafka as the settings name it: its brokers, what proves them and us, and what is made there. */
function openOwnLog(
  settings: KitSettings,
  service: string,
  { outages, ...around }: { readonly logger: Logger; readonly outages: Outages; readonly now: () => Date },
): Promise<EventLog> {
  return openKafkaLog({
    brokers: (settings.KAFKA_BROKERS ?? '').split(',').map((broker) => broker.trim()),
    clientId: `polyphon.${service}`,
    partitions: settings.KAFKA_PARTITIONS,
    replication: settings.KAFKA_REPLICATION,
    ...around,
    onFailure: (error) => {
      // Where to read on is asked of the database, which has told that it is away itself.
      if (!isDatabaseAway(error)) outages.failed('log', error)
    },
    onAnswer: () => outages.works('log'),
    ...securityOf(settings),
  })
}

function openCounters({ REDIS_URL: url, REDIS_TLS_CA: tlsCa }: KitSettings, outages: Outages): Counters {
  if (url === undefined) return new MemoryCounters()
  return new RedisCounters(url, {
    tlsCa,
    onFailure: (error) => outages.failed('redis', error),
    onAnswer: () => outages.works('redis'),
  })
}

/**
 * What `/readyz` asks. A service stays ready without what its answers can do without, and names it: limits fail open
 * without Redis, and events wait in the outbox without the log, unless the service answers only once the log has them.
 */
export function addChecks(
  health: Health,
  { db, log, counters, blobs }: Deps,
  { settings, needsLog }: { readonly settings: KitSettings; readonly needsLog: boolean },
): void {
  health.addCheck('database', async () => {
    await db.transact(null, (tx) => tx.query('select 1'), { readOnly: true })
  })
  health.addCheck('log', () => log.check(), { optional: !needsLog })
  if (settings.REDIS_URL !== undefined) health.addCheck('redis', () => counters.check(), { optional: true })
  if (blobs !== null) health.addCheck('blobs', () => blobs.check(), { optional: true })
}
