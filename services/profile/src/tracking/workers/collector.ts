import { AppError, type Batcher, type Deps, isDataError, openBatcher } from '@polyphon/service-kit'
import type { Keyring } from '@polyphon/service-kit/access'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { collectEvents } from '../commands/collect-events.js'
import type { Unapplied } from '../domain/unapplied.js'
import { waysOf } from '../domain/workspace-ways.js'
import { acceptEvents } from '../steps/accept-events.js'
import { openQuotaGate, type QuotaGate } from './quota-gate.js'

/** What became of one event. */
export type Collected = { readonly outcome: 'applied' } | ({ readonly outcome: 'refused' } & Unapplied)

type Attempt = Collected | { readonly outcome: 'failed'; readonly error: unknown }

/** Takes collected events of all requests. */
export interface Collector {
  /** Whether what is taken has been applied (each is answered after the commit), or is applied later. */
  readonly taken: 'applied' | 'accepted'
  /** Takes events in their order; one that cannot be stored is refused alone. */
  collect(workspaceId: string, events: readonly TimedEvent[]): Promise<readonly Collected[]>
  close(): Promise<void>
}

type CollectorDeps = Pick<Deps, 'db' | 'workspaces' | 'logger' | 'metrics' | 'log' | 'now' | 'newId'> & {
  readonly settings: { readonly INGEST_MODE: 'database' | 'log' }
  readonly keyring: Keyring
}

const EVENTS_IN_A_TRANSACTION = 500
const TRANSACTIONS_IN_FLIGHT = 2
// About a second of work: whoever comes on top of it is better served by being told to come back.
const MOST_WAITING = 20_000

type Take = (workspaceId: string, events: readonly TimedEvent[]) => Promise<readonly Attempt[]>

/** Applies events before they are answered, or, if the log is what they are accepted into, has the log keep them. */
export function openCollector(deps: CollectorDeps): Collector {
  const isLog = deps.settings.INGEST_MODE === 'log'
  const gate = openQuotaGate(deps)
  const batcher = openBatcher<TimedEvent, Attempt>({
    maxItems: EVENTS_IN_A_TRANSACTION,
    maxInFlight: TRANSACTIONS_IN_FLIGHT,
    run: isLog ? accepting(deps, gate) : applying(deps, gate),
  })
  return {
    taken: isLog ? 'accepted' : 'applied',
    collect: collecting(batcher),
    close: () => batcher.drain(),
  }
}

const accepting =
  (deps: CollectorDeps, gate: QuotaGate): Take =>
  async (workspaceId, events) => {
    const ways = waysOf(await deps.workspaces.workspace(workspaceId))
    const refused = await gate.beforeLog(workspaceId, ways, events)
    const accepted = events.filter((event) => !refused.has(event))
    if (accepted.length > 0) await acceptEvents(deps, workspaceId, accepted)
    return events.map((event) => attemptOf(refused.get(event)))
  }

const attemptOf = (refusal: Unapplied | undefined): Attempt =>
  refusal === undefined ? { outcome: 'applied' } : { outcome: 'refused', ...refusal }

function applying(deps: CollectorDeps, gate: QuotaGate): Take {
  const apply = async (workspaceId: string, events: readonly TimedEvent[]): Promise<readonly Attempt[]> => {
    const ways = waysOf(await deps.workspaces.workspace(workspaceId))
    const known = gate.known(workspaceId, ways, events)
    const open = events.filter((event) => !known.has(event))
    if (open.length === 0) return events.map((event) => attemptOf(known.get(event)))
    const quota = gate.quotaOf(ways)
    const refused = await deps.db.transact(workspaceId, (tx) =>
      collectEvents(tx, open, { ...ways, quota, keyring: deps.keyring }),
    )
    gate.learn(workspaceId, ways, refused)
    return events.map((event) => attemptOf(known.get(event) ?? refused.get(event)))
  }

  const applyAlone = async (workspaceId: string, event: TimedEvent): Promise<readonly Attempt[]> => {
    try {
      return await apply(workspaceId, [event])
    } catch (error) {
      if (isTooLarge(error)) return [{ outcome: 'refused', code: error.code, detail: error.message }]
      if (!isDataError(error)) return [{ outcome: 'failed', error }]
      return [{ outcome: 'refused', code: 'value_not_storable', detail: 'A value is out of range or malformed.' }]
    }
  }

  return async (workspaceId, events) => {
    try {
      return await apply(workspaceId, events)
    } catch (error) {
      // The database is unavailable or overrun: nothing is gained by trying each event.
      if (error instanceof AppError && !isTooLarge(error)) throw error
      deps.logger.warn({ event: 'collect.split', err: error, count: events.length }, 'a batch is applied one by one')
      const attempts: Attempt[] = []
      for (const event of events) attempts.push(...(await applyAlone(workspaceId, event)))
      return attempts
    }
  }
}

/**
 * Where more is waiting than can be done soon, whoever has no more waiting than an equal share is still taken: all in all that
 * is at most as much again.
 */
export function isTooMany(ofWorkspace: number, all: number, workspaces: number): boolean {
  if (ofWorkspace > MOST_WAITING) return true
  return all > MOST_WAITING && ofWorkspace > MOST_WAITING / Math.max(1, workspaces + 1)
}

function collecting(batcher: Batcher<TimedEvent, Attempt>): Collector['collect'] {
  let waiting = 0
  const waitingOf = new Map<string, number>()
  return async (workspaceId, events) => {
    const ofWorkspace = (waitingOf.get(workspaceId) ?? 0) + events.length
    if (isTooMany(ofWorkspace, waiting + events.length, waitingOf.size))
      throw new AppError('limited', 'overloaded', 'Too many events are waiting; try again shortly.', {
        retryAfterSeconds: 1,
      })
    waiting += events.length
    waitingOf.set(workspaceId, ofWorkspace)
    try {
      const attempts: Attempt[] = []
      // One part after the other, so that a person's events keep their order.
      for (let from = 0; from < events.length; from += EVENTS_IN_A_TRANSACTION)
        attempts.push(...(await batcher.add(workspaceId, events.slice(from, from + EVENTS_IN_A_TRANSACTION))))
      return attempts.map(collectedOf)
    } finally {
      waiting -= events.length
      const left = (waitingOf.get(workspaceId) ?? 0) - events.length
      if (left > 0) waitingOf.set(workspaceId, left)
      else waitingOf.delete(workspaceId)
    }
  }
}

function collectedOf(attempt: Attempt): Collected {
  if (attempt.outcome === 'failed') throw attempt.error
  return attempt
}

const isTooLarge = (error: unknown): error is AppError => error instanceof AppError && error.kind === 'too_large'
