import { profileChanged } from '@polyphon/contracts'
import { keepWorkspaces } from '../copies/workspaces.js'
import { makeMonths } from '../db/months.js'
import { type Consumer, startConsumer } from '../events/consumer.js'
import type { Handler } from '../events/handler.js'
import { type FailingLane, type Relay, startRelay } from '../events/relay.js'
import { assertNoGaps, watchOffsets } from '../events/watch-offsets.js'
import type { Deps } from '../http/deps.js'
import { forgetOldAnswers } from '../http/idempotency.js'
import type { Retention } from '../personal/retention.js'
import { sweepWorkspaces } from '../personal/sweep.js'
import type { Health } from '../telemetry/health.js'
import { type AllTimers, startAllTimers } from '../timers/all-timers.js'
import type { TimerKind } from '../timers/timer.js'
import { measureBacklog } from './backlog.js'
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
  stopReading(): Promise<void>
  stopPublishing(): Promise<void>
}

export interface WorkOptions {
  readonly deps: Deps
  readonly settings: KitSettings
  readonly consumers: readonly Group[]
  readonly timers: readonly TimerKind[]
  readonly health: Health
  readonly onDead?: (error: Error) => void
}

interface Groups {
  readonly name: string
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
    handlers: definition.features.flatMap(({ consumers }) => consumers?.[work]?.(deps) ?? []),
    ...(pace === 'background' ? { lingerMs: LINGER_MS } : {}),
  }))
  assertKeepsPeople(peopleGroupOf(definition), groups)
  if (!definition.keepsWorkspaces) return groups
  return [{ group: `${definition.name}.workspaces`, handlers: keepWorkspaces(deps.workspaces) }, ...groups]
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
  health,
  onDead,
}: WorkOptions): Promise<Work> {
  const { metrics, logger } = deps
  const relay = startRelay({
    url: settings.DATABASE_URL,
    tlsCa: settings.DATABASE_TLS_CA,
    log: deps.log,
    onRelayed: (count) => metrics.relayed.inc(count),
    onError: (error) => logger.warn({ event: 'relay.failed', err: error }, error.message),
  })
  const timers = startAllTimers({
    db: deps.db,
    kinds,
    now: deps.now,
    logger,
    onLate: (kind, lateMs) => metrics.timerLateness.observe({ kind }, lateMs / 1000),
  })
  const running: readonly Consumer[] = await Promise.all(
    consumers.map((group) =>
      startConsumer({
        db: deps.db,
        log: deps.log,
        service: deps.service,
        ...group,
        logger,
        onOutcome: (of, outcome, count) => metrics.events.inc({ group: of, outcome }, count),
        ...(onDead === undefined ? {} : { onDead }),
      }),
    ),
  )
  for (const worker of [relay, ...timers.workers, ...running]) health.watch(worker)
  health.addCheck('offsets', () => assertNoGaps(deps))
  health.addCheck('outbox', () => assertSendable(relay), { optional: true })
  const upkeep = startUpkeep(deps, { relay, consumers: running }, settings.RETENTION_DAYS)
  const offsets = watchOffsets(deps, running)
  return {
    relay,
    timers,
    stopReading: async () => {
      clearInterval(upkeep)
      offsets.stop()
      await Promise.all([...running.map((consumer) => consumer.stop()), timers.stop()])
    },
    stopPublishing: () => relay.stop(),
  }
}

const MOST_NAMED = 10

/** Throws, with the lanes named, while there are some that cannot be sent: what they hold waits, and so does all behind it. */
async function assertSendable(relay: Relay): Promise<void> {
  const lanes = await relay.failing()
  if (lanes.length === 0) return
  const named = lanes.slice(0, MOST_NAMED).map(wordsOf)
  const more = lanes.length > MOST_NAMED ? [`and ${lanes.length - MOST_NAMED} more`] : []
  throw new Error([...named, ...more].join('; '))
}

const wordsOf = ({ lane, seconds, code, reason }: FailingLane): string =>
  `lane ${lane} cannot be sent for ${Math.round(seconds)} s (${code}): ${reason}`

/** Makes the months of now and of the next two, where tables are split by them. Without one its rows lie in the rest: no reason to stop. */
export async function keepMonths({ db, logger }: Pick<Deps, 'db' | 'logger'>): Promise<void> {
  try {
    const made = await db.transact(null, makeMonths)
    if (made > 0) logger.info({ event: 'months.made', made }, `${made} months were made`)
  } catch (error) {
    logger.warn({ event: 'months.failed', err: error }, 'months could not be made; they are tried again')
  }
}

const UPKEEP_MS = 15_000
const FORGET_EVERY = 240

// Rows of a workspace that expire in an hour at most; more than that goes in the next.
const MOST_SWEPT = 50_000

// Measures the outbox and what else waits, and once an hour forgets answers kept for Idempotency-Keys, ids kept in the inbox, and what has
// been kept for longer than its class of data is, and makes months.
function startUpkeep(
  deps: Deps,
  { relay, consumers }: { readonly relay: Relay; readonly consumers: readonly Consumer[] },
  operator: Retention,
): NodeJS.Timeout {
  let round = 0
  const turn = async (): Promise<void> => {
    const size = await relay.measure()
    deps.metrics.outboxDepth.set(size.depth)
    deps.metrics.outboxAge.set(size.oldestMs / 1000)
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
    await keepMonths(deps)
    const ids = await deps.db.transact(null, async (tx) => {
      await tx.query("delete from inbox where handled_at < now() - interval '7 days'")
      return (await tx.query<{ workspace_id: string }>('select workspace_id from workspace')).rows
    })
    for (const { workspace_id: workspaceId } of ids) await deps.db.transact(workspaceId, forgetOldAnswers)
    await sweepWorkspaces(deps.db, deps.personal, { operator, now: deps.now(), most: MOST_SWEPT })
  }
  const timer = setInterval(() => {
    turn().catch((error: unknown) => deps.logger.warn({ event: 'upkeep.failed', err: error }, 'upkeep failed'))
  }, UPKEEP_MS)
  timer.unref()
  return timer
}
