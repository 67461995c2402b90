import { groupBy } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import type { Deps } from '../http/deps.js'
import type { Position } from '../recent/position.js'
import type { RecentEvent } from '../recent/recent-event.js'
import { haveEnded, readAsked, readWritten } from '../recent/recent-store.js'
import { setTimers } from '../timers/timer.js'
import { backoffMs } from '../waiting/back-off.js'
import { createSignal } from '../waiting/signal.js'
import { type BodyContext, bodyOf } from './body.js'
import { saveCursor, seeCursor, takeCursor } from './cursor-store.js'
import { type Delivery, insertDeliveries } from './delivery-store.js'
import { isAnybodyInterested, readInterest } from './interest-store.js'
import { type Matched, matchEvents } from './match-events.js'
import { type Matcher, openMatcher } from './matching.js'
import { EVERYTHING } from './webhook.js'
import { readWebhooks } from './webhook-store.js'
import { WEBHOOK_TIMER } from './webhook-timer.js'

/** Makes deliveries of what is published, once for all webhooks of all workspaces. */
export interface FanOut {
  /** Looks without waiting for the next look where anybody asks for one of these types, which were just published. */
  wake(types: readonly string[]): void
  stop(): Promise<void>
}

export interface FanOutOptions {
  readonly deps: Pick<Deps, 'db' | 'outages' | 'logger'>
  readonly context: BodyContext
}

/** How often it looks for what other processes have published. */
const LOOK_MS = 1_000
// A look costs about the same for one event as for a hundred.
const PACE_MS = 50
// Whoever writes has ended after some milliseconds, mostly.
const SETTLING_MS = 15
const MOST_OF_ONE = 500
const REST_MS = 60_000

interface Known {
  readonly number: string
  readonly matcher: Matcher
  /** Since when the first of its webhooks hears. */
  readonly beginsAt: number
}

interface State {
  readonly known: Map<string, Known>
  /** The types that all of them ask for. */
  wanted: ReadonlySet<string>
  /** What is waited for: who began before it has to end. */
  awaited: { readonly position: Position; readonly behind: string } | null
}

/** Runs until it is stopped. Of several processes one does it at a time: whoever holds the cursor. */
export function startFanOut({ deps: { db, outages }, context }: FanOutOptions): FanOut {
  const signal = createSignal()
  const state: State = { known: new Map(), wanted: new Set(), awaited: null }
  let isStopping = false
  let failures = 0

  const turn = async (): Promise<number> => {
    try {
      const waitMs = await db.transact(null, (tx) => fanOut(tx, state, context))
      failures = 0
      outages.works('webhooks')
      return waitMs
    } catch (error) {
      outages.failed('webhooks', error)
      state.known.clear()
      return backoffMs((failures += 1), 100, 5_000)
    }
  }
  const run = async (): Promise<void> => {
    while (!isStopping) {
      const began = performance.now()
      const waitMs = await turn()
      // Nobody who publishes need wake it for nobody.
      if (waitMs >= LOOK_MS && state.known.size > 0) await signal.wait(waitMs)
      else await pause(performance.now() + waitMs)
      await pause(began + PACE_MS)
    }
  }
  const pause = async (until: number): Promise<void> => {
    while (!isStopping && performance.now() < until) await signal.wait(Math.max(1, until - performance.now()))
  }
  const running = run()
  return {
    wake: (types) => {
      if (state.wanted.has(EVERYTHING) || types.some((type) => state.wanted.has(type))) signal.wake()
    },
    stop: async () => {
      isStopping = true
      signal.wake()
      await running
    },
  }
}

/** One look; answers how long to wait for the next one, 0 if there is more. */
async function fanOut(tx: Tx, state: State, context: BodyContext): Promise<number> {
  // Where nobody asks for anything, the cursor stays: whoever begins to is given nothing older than that.
  if (!(await isAnybodyInterested(tx))) {
    state.known.clear()
    state.wanted = new Set()
    return LOOK_MS
  }
  const seen = await seeCursor(tx)
  const awaited = await lookAhead(tx, state, seen)
  if (awaited === null) return LOOK_MS
  if (!(await haveEnded(tx, awaited.behind))) return SETTLING_MS
  const after = await takeCursor(tx)
  if (after === null) return LOOK_MS
  // Another process has been faster.
  if (after.seq !== seen.seq) return 0
  // Read behind what is settled: a webhook that was put before any of these events is among them.
  await learn(tx, state)
  if (state.known.size === 0) return LOOK_MS
  if (!(await deliverNext(tx, state, { after, until: awaited.position, context }))) return 0
  state.awaited = null
  return LOOK_MS
}

/** Makes deliveries of what comes next, as much as is one look, and moves the cursor; whether that was all. */
async function deliverNext(
  tx: Tx,
  { known }: State,
  { after, until: end, context }: { readonly after: Position; readonly until: Position; readonly context: BodyContext },
): Promise<boolean> {
  const begin = Math.min(...[...known.values()].map(({ beginsAt }) => beginsAt))
  const { events, until, isWhole } = await readAsked(tx, { after, until: end, most: MOST_OF_ONE, begin })
  const { matched, isWhole: isAll } = await matchEvents(events, {
    matcherOf: (workspaceId) => known.get(workspaceId)?.matcher,
    now: tx.serverNow,
  })
  for (const [workspaceId, of] of groupBy(matched, ({ event }) => event.workspaceId))
    await deliverTo(await tx.enter(workspaceId), of, context)
  await saveCursor(tx, isAll ? until : (matched.at(-1)?.event.position ?? after))
  return isWhole && isAll
}

/** What is waited for next; null where nothing was published. To be done before the transaction locks anything. */
async function lookAhead(tx: Tx, state: State, seen: Position): Promise<State['awaited']> {
  if (state.awaited !== null && state.awaited.position.seq > seen.seq) return state.awaited
  const { position, behind } = await readWritten(tx, seen.seq)
  state.awaited = behind === null ? null : { position, behind }
  if (behind === null && position.at - seen.at > REST_MS) await rest(tx, { seq: seen.seq, at: position.at })
  return state.awaited
}

/** Notes that there was nothing to deliver until now: it says how far deliveries are behind. */
async function rest(tx: Tx, until: Position): Promise<void> {
  const after = await takeCursor(tx)
  if (after?.seq === until.seq) await saveCursor(tx, until)
}

/** Reads the webhooks of those workspaces that have changed any. */
async function learn(tx: Tx, state: State): Promise<void> {
  const { known } = state
  const interest = await readInterest(tx)
  const gone = [...known.keys()].filter((workspaceId) => !interest.has(workspaceId))
  const changed = [...interest].filter(([workspaceId, number]) => known.get(workspaceId)?.number !== number)
  for (const workspaceId of gone) known.delete(workspaceId)
  for (const [workspaceId, number] of changed) {
    const webhooks = await readWebhooks(await tx.enter(workspaceId))
    const beginsAt = Math.min(...webhooks.map((webhook) => webhook.beginsAt.getTime()))
    known.set(workspaceId, { number, matcher: openMatcher(webhooks), beginsAt })
  }
  if (gone.length + changed.length > 0)
    state.wanted = new Set([...known.values()].flatMap(({ matcher }) => matcher.types))
}

async function deliverTo(tx: Tx, matched: readonly Matched[], context: BodyContext): Promise<void> {
  const deliveries = matched.flatMap(({ event, webhooks }): readonly Delivery[] =>
    webhooks.map(({ webhookId, payload }) => ({
      webhookId,
      eventId: event.id,
      position: event.position.seq,
      type: event.type,
      profileId: event.profileId,
      subject: subjectOf(event),
      body: bodyOf(event, payload, context),
    })),
  )
  if (deliveries.length === 0) return
  await insertDeliveries(tx, deliveries)
  const webhookIds = [...new Set(deliveries.map(({ webhookId }) => webhookId))]
  await setTimers(
    tx,
    WEBHOOK_TIMER,
    webhookIds.map((key) => ({ key, dueAt: tx.serverNow, data: {} })),
  )
}

/** Deliveries about one person, or about one thing, keep their order. */
const subjectOf = ({ profileId, about, id }: RecentEvent): string => profileId ?? (about === '' ? id : about)
