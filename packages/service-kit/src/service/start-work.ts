import { profileChanged, type ServiceName } from '@polyphon/contracts'
import { type Chainer, startChainer } from '../audit/chainer.js'
import { keepClocks } from '../copies/clocks.js'
import { keepDirectory } from '../copies/directory.js'
import { keepWorkspaces } from '../copies/workspaces.js'
import { followClocks } from '../db/follow-clocks.js'
import { makeMonths } from '../db/months.js'
import { measureBacklog } from '../events/backlog.js'
import { type Consumer, startConsumer } from '../events/consumer.js'
import type { Handler } from '../events/handler.js'
import { type FailingLane, type Relay, startRelay } from '../events/relay.js'
import { forgetHandled } from '../events/remembered.js'
import { assertNoGaps, watchOffsets } from '../events/watch-offsets.js'
import type { Deps } from '../http/deps.js'
import { forgetOldAnswers } from '../http/idempotency.js'
import type { Retention } from '../personal/retention.js'
import { sweepWorkspaces } from '../personal/sweep.js'
import { keepRecentHours } from '../recent/recent-store.js'
import { keepExports } from '../rights/exports/begin-part.js'
import { onErasureRequested } from '../rights/on-erasure-requested.js'
import type { Health } from '../telemetry/health.js'
import { type AllTimers, startAllTimers } from '../timers/all-timers.js'
import type { TimerKind } from '../timers/timer.js'
import { forgetOldUsage } from '../usage/store.js'
import { isAway } from '../values/unavailable.js'
import { hoursToKeep, readBehind } from '../webhooks/cursor-store.js'
import { forgetOldDeliveries } from '../webhooks/delivery-store.js'
import type { Webhooks } from '../webhooks/webhooks.js'
import type { Feature } from './service.js'
import type { KitSettings } from './settings.js'

interface Group {
  readonly group: string
  readonly handlers: readonly Handler[]
  readonly lingerMs?: number
}

// Long enough for many events to come together, short enough for whoever looks at what they have just caused.
const LINGER_MS = 200

export interface Work {
  readonly relay: Relay
  readonly timers: AllTimers
  /** Makes deliveries of what is published. */
  readonly webhooks: Pick<Webhooks, 'wake'>
  /** Chains what was written to the audit log. */
  readonly audit: Pick<Chainer, 'wake'>
  stopReading(): Promise<void>
  stopPublishing(): Promise<void>
}

export interface WorkOptions {
  readonly deps: Deps
  readonly settings: KitSettings
  readonly consumers: readonly Group[]
  readonly timers: readonly TimerKind[]
  readonly webhooks: Webhooks
  readonly health: Health
  readonly onDead: ((error: Error) => void) | undefined
}

interface Groups {
  readonly name: ServiceName
  readonly keepsPeople: string | false
}

/** The consumer group that keeps the copy of people, by its full name. */
export const peopleGroupOf = ({ name, keepsPeople }: Groups): string | null =>
  keepsPeople === false ? null : `${name}.${keepsPeople}`

/** The consumer groups of a service: its own, and the one that keeps the read copy of workspaces. */
export function consumersOf<Settings, Tools>(
  definition: Groups & {
    readonly keepsWorkspaces: boolean
    readonly features: readonly Pick<Feature<Deps<Settings, Tools>>, 'consumers'>[]
    readonly groups: Readonly<Record<string, 'prompt' | 'background'>>
  },
  deps: Deps<Settings, Tools>,
): readonly Group[] {
  const groups = Object.entries(definition.groups).map(([work, pace]) => ({
    group: `${definition.name}.${work}`,
    handlers: [
      ...definition.features.flatMap(({ consumers }) => consumers?.[work]?.(deps) ?? []),
      // Whoever keeps a copy of people forgets them, too.
      ...(work === definition.keepsPeople ? [onErasureRequested(definition.name)] : []),
    ],
    ...(pace === 'background' ? { lingerMs: LINGER_MS } : {}),
  }))
  assertKeepsPeople(peopleGroupOf(definition), groups)
  if (!definition.keepsWorkspaces) return groups
  const { workspaces, logger, db } = deps
  const handlers = [
    ...keepWorkspaces(workspaces, logger),
    ...keepDirectory(workspaces),
    ...keepClocks(db),
    ...keepExports(),
  ]
  return [{ group: `${definition.name}.workspaces`, handlers }, ...groups]
}

// Whoever waits for the copy would wait for ever if the group that is named did not keep it.
function assertKeepsPeople(peopleGroup: string | null, groups: readonly Group[]): void {
  const isKept = groups.some(
    ({ group, handlers }) =>
      group === peopleGroup && handlers.some(({ definitions }) => definitions.includes(profileChanged)),
  )
  if (peopleGroup !== null && !isKept) throw new Error(`"${peopleGroup}" is to keep people, and handles none of them.`)
}

/** Starts everything of a service that works in the background, and lets health watch it. */
export async function startWork({
  deps,
  settings,
  consumers,
  timers: kinds,
  webhooks,
  health,
  onDead,
}: WorkOptions): Promise<Work> {
  const { metrics, logger } = deps
  const relay = startRelay({
    url: settings.DATABASE_URL,
    tlsCa: settings.DATABASE_TLS_CA,
    log: deps.log,
    onRelayed: (count) => metrics.relayed.inc(count),
    tracing: deps.tracing,
    outages: deps.outages,
  })
  const timers = startAllTimers({
    db: deps.db,
    kinds,
    now: deps.now,
    logger,
    tracing: deps.tracing,
    outages: deps.outages,
    onLate: (kind, lateMs) => metrics.timerLateness.observe({ kind }, lateMs / 1000),
  })
  const running = await startConsumers(deps, consumers, onDead)
  for (const worker of [relay, ...timers.workers, ...running]) health.watch(worker)
  health.addCheck('offsets', () => assertNoGaps(deps))
  health.addCheck('outbox', () => assertSendable(relay), { optional: true })
  const audit = startChainer(deps)
  const upkeep = startUpkeep(deps, { relay, audit, consumers: running }, settings.RETENTION_DAYS)
  const offsets = watchOffsets(deps, running)
  const clocks = followClocks(deps.db)
  webhooks.start()
  return {
    relay,
    timers,
    webhooks,
    audit,
    stopReading: async () => {
      clearInterval(upkeep)
      offsets.stop()
      clocks.stop()
      await Promise.all([...running.map((consumer) => consumer.stop()), timers.stop()])
      await webhooks.close()
      await audit.stop()
    },
    stopPublishing: () => relay.stop(),
  }
}

const startConsumers = (
  deps: Deps,
  groups: readonly Group[],
  onDead: WorkOptions['onDead'],
): Promise<readonly Consumer[]> =>
  Promise.all(
    groups.map((group) =>
      startConsumer({
        db: deps.db,
        log: deps.log,
        service: deps.service,
        ...group,
        logger: deps.logger,
        tracing: deps.tracing,
        outages: deps.outages,
        onOutcome: (of, outcome, count) => deps.metrics.events.inc({ group: of, outcome }, count),
        ...(onDead === undefined ? {} : { onDead }),
      }),
    ),
  )

const MOST_NAMED = 10

/** Throws, with the lanes named, while there are some that cannot be sent: what they hold waits, and so does all behind it. */
async function assertSendable(relay: Relay): Promise<void> {
  const lanes = await relay.failing()
  if (lanes.length === 0) return
  const alike = new Map<string, FailingLane[]>()
  for (const failing of lanes) {
    const why = `(${failing.code}): ${failing.reason}`
    alike.set(why, [...(alike.get(why) ?? []), failing])
  }
  const named = [...alike].slice(0, MOST_NAMED).map(([why, of]) => `${lanesOf(of)} ${why}`)
  const more = alike.size > MOST_NAMED ? [`and ${alike.size - MOST_NAMED} more reasons`] : []
  throw new Error([...named, ...more].join('; '))
}

/** The lanes in their order, and for how long the first of them has not been sent. */
function lanesOf(lanes: readonly FailingLane[]): string {
  const numbers = lanes.map(({ lane }) => lane).toSorted((a, b) => a - b)
  const seconds = Math.round(Math.max(...lanes.map((failing) => failing.seconds)))
  return `${numbers.length === 1 ? 'lane' : 'lanes'} ${numbers.join(', ')} cannot be sent for ${seconds} s`
}

/** Makes what tables are split into, and drops what is over. */
export async function keepPartitions(deps: Pick<Deps, 'db' | 'logger' | 'outages' | 'recent'>): Promise<void> {
  await keepMonths(deps)
  await keepHours(deps)
}

/** Makes the hours that the recent events lie in, and drops those that are over. Without one its rows lie in the rest. */
async function keepHours({
  db,
  logger,
  outages,
  recent,
}: Pick<Deps, 'db' | 'logger' | 'outages' | 'recent'>): Promise<void> {
  try {
    await db.transact(null, async (tx) => {
      const { hours, missed } = hoursToKeep(recent.keptHours, await readBehind(tx))
      await keepRecentHours(tx, hours)
      if (missed) logger.error({ event: 'webhooks.events_missed', hours }, MISSED)
    })
    outages.works('hours')
  } catch (error) {
    outages.failed('hours', error)
  }
}

/** Makes the months of now and of the next two, where tables are split by them. Without one its rows lie in the rest: no reason to stop. */
async function keepMonths({ db, logger, outages }: Pick<Deps, 'db' | 'logger' | 'outages'>): Promise<void> {
  try {
    const made = await db.transact(null, makeMonths)
    outages.works('months')
    if (made > 0) logger.info({ event: 'months.made', made }, `${made} months were made`)
  } catch (error) {
    outages.failed('months', error)
  }
}

const MISSED = 'webhooks are a week behind: older events are dropped, and are posted to nobody'

const UPKEEP_MS = 15_000

interface WorkspaceId {
  readonly workspace_id: string
  readonly sends: boolean
}
const FORGET_EVERY = 240

// Rows of a workspace that expire in an hour at most; more than that goes in the next.
const MOST_SWEPT = 50_000

// Measures the outbox and what else waits, and once an hour forgets answers kept for Idempotency-Keys, ids kept in the inbox, old
// usage, and what has been kept for longer than its class of data is, and makes months.
function startUpkeep(
  deps: Deps,
  {
    relay,
    audit,
    consumers,
  }: { readonly relay: Relay; readonly audit: Chainer; readonly consumers: readonly Consumer[] },
  operator: Retention,
): NodeJS.Timeout {
  let round = 0
  const turn = async (): Promise<void> => {
    await audit.turn()
    const size = await relay.measure()
    deps.metrics.outboxDepth.set(size.depth)
    deps.metrics.outboxAge.set(size.oldestMs / 1000)
    deps.metrics.webhooksBehind.set(await deps.db.transact(null, readBehind, { readOnly: true }))
    const failing = await relay.failing()
    deps.metrics.failingLanes.reset()
    for (const { lane, code: reason, seconds } of failing)
      deps.metrics.failingLanes.set({ lane: String(lane), reason }, seconds)
    await measureBacklog(deps, consumers).catch((error: unknown) =>
      deps.logger.debug({ event: 'upkeep.not_measured', err: error }, 'what waits could not be measured'),
    )
    round += 1
    if (round % FORGET_EVERY !== 0) return
    // First, as it never fails: without a month of its own, what comes in lies in the rest for ever.
    await keepPartitions(deps)
    const ids = await deps.db.transact(null, async (tx) => {
      await forgetHandled(tx)
      return (await tx.query<WorkspaceId>('select workspace_id, suspended_at is null as sends from workspace')).rows
    })
    for (const { workspace_id: workspaceId, sends } of ids) {
      await deps.db.transact(workspaceId, forgetOldAnswers)
      // What waits for an endpoint waits until the workspace goes on.
      if (sends) await deps.db.transact(workspaceId, (tx) => forgetOldDeliveries(tx, MOST_SWEPT))
      await deps.db.transact(workspaceId, forgetOldUsage)
    }
    await sweepWorkspaces(deps.db, deps.personal, { operator, now: deps.now(), most: MOST_SWEPT })
    // At the end: a store that is away keeps nothing else waiting.
    await deps.blobs?.removeHalves(deps.now())
  }
  const timer = setInterval(() => {
    turn().then(
      () => deps.outages.works('upkeep'),
      (error: unknown) => {
        // The relay's own connections are asked as well.
        if (!isAway(error)) deps.outages.failed('upkeep', error)
      },
    )
  }, UPKEEP_MS)
  timer.unref()
  return timer
}
