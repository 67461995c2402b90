import type { Deps } from '@polyphon/service-kit'
import { type Bound, dayOf, openQuotas, quotaDetail, readUsage } from '@polyphon/service-kit/usage'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { beyond, isBounded } from '../domain/bounded.js'
import type { Unapplied } from '../domain/unapplied.js'
import type { WorkspaceWays } from '../domain/workspace-ways.js'
import type { EventQuota } from '../steps/hold-to-quota.js'

type Refused = ReadonlyMap<TimedEvent, Unapplied>

/** Holds events to the quota of their workspace, as far as that is done outside the transaction that applies them. */
export interface QuotaGate {
  /** What the transaction that applies events holds them to; null without a quota. */
  quotaOf(ways: WorkspaceWays): EventQuota | null
  /** Those that need no transaction, as this process knows that the quota is used up. */
  known(workspaceId: string, ways: WorkspaceWays, events: readonly TimedEvent[]): Refused
  /** Remembers for a moment that the quota is used up, and counts what was refused. */
  learn(workspaceId: string, ways: WorkspaceWays, refused: Refused): void
  /** Those that the log is not to be given; what it has is applied. */
  beforeLog(workspaceId: string, ways: WorkspaceWays, events: readonly TimedEvent[]): Promise<Refused>
}

/** For how long a process believes what it has read. */
const TTL_MS = 1_000
/** For how long it remembers what it has given to the log, beside what it reads: some of that may not be applied yet. */
const MEMORY_MS = 60_000
const MOST_REMEMBERED = 10_000
const NONE: Refused = new Map()

interface Left {
  left: number
  readonly until: number
  readonly since: number
}

export function openQuotaGate(deps: Pick<Deps, 'db' | 'logger' | 'metrics' | 'now'>): QuotaGate {
  const quotas = openQuotas(deps)
  const usedUp = new Map<string, number>()
  const lefts = new Map<string, Left>()
  const boundOf = ({ eventsPerDay, timeZone }: WorkspaceWays): Bound | null =>
    eventsPerDay === null
      ? null
      : { quota: 'eventsPerDay', counter: 'events', most: eventsPerDay, day: dayOf(deps.now(), timeZone) }

  async function leftOf(workspaceId: string, bound: Bound): Promise<Left> {
    const key = keyOf(workspaceId, bound)
    const known = lefts.get(key)
    if (known !== undefined && known.until > performance.now()) return known
    const { day } = bound.day
    const used = await deps.db.transact(workspaceId, async (tx) => {
      const [ofDay] = (await readUsage(tx, { from: day, to: day })).filter(({ counter }) => counter === bound.counter)
      const amount = ofDay?.amount ?? 0
      await quotas.note(tx, bound, amount)
      return amount
    })
    const read = fresh(bound.most - used, lefts.get(key))
    if (lefts.size > MOST_REMEMBERED) lefts.clear()
    lefts.set(key, read)
    return read
  }

  const refuse = (events: readonly TimedEvent[], bound: Bound): Refused => {
    quotas.refused(bound.quota, events.length)
    return new Map(events.map((event) => [event, exceeded(bound)]))
  }

  return {
    quotaOf: (ways) => {
      const bound = boundOf(ways)
      return bound === null ? null : { quotas, bound }
    },
    known: (workspaceId, ways, events) => {
      const bound = boundOf(ways)
      if (bound === null || (usedUp.get(keyOf(workspaceId, bound)) ?? 0) < performance.now()) return NONE
      return refuse(events.filter(isBounded), bound)
    },
    learn: (workspaceId, ways, refused) => {
      const bound = boundOf(ways)
      const count = [...refused.values()].filter(({ until }) => until !== undefined).length
      if (bound === null || count === 0) return
      quotas.refused(bound.quota, count)
      if (usedUp.size > MOST_REMEMBERED) usedUp.clear()
      usedUp.set(keyOf(workspaceId, bound), performance.now() + TTL_MS)
    },
    beforeLog: async (workspaceId, ways, events) => {
      const bound = boundOf(ways)
      if (bound === null) return NONE
      const room = await leftOf(workspaceId, bound)
      const refused = beyond(events, room.left)
      room.left -= events.length - refused.length
      return refuse(refused, bound)
    },
  }
}

function fresh(left: number, before: Left | undefined): Left {
  const now = performance.now()
  if (before === undefined || before.since + MEMORY_MS < now) return { left, until: now + TTL_MS, since: now }
  return { left: Math.min(left, before.left), until: now + TTL_MS, since: before.since }
}

const keyOf = (workspaceId: string, { most, day }: Bound): string => `${workspaceId} ${day.day} ${most}`

const exceeded = (bound: Bound): Unapplied => ({
  code: 'quota_exceeded',
  detail: quotaDetail(bound, 'events'),
  until: bound.day.to,
})
