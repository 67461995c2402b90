import { groupBy } from '@polyphon/values'
import type { Database } from '../db/database.js'
import type { Tx } from '../db/tx.js'
import type { Outages } from '../telemetry/outages.js'
import { backoffMs } from '../waiting/back-off.js'
import { createSignal, type Signal } from '../waiting/signal.js'
import type { Position } from './position.js'
import type { RecentEvent } from './recent-event.js'
import { haveEnded, readBetween, readWritten } from './recent-store.js'

/** What lies between two positions, both settled. Whoever has read up to the first one, or further, has missed nothing. */
export interface Advance {
  readonly after: Position
  readonly until: Position
  readonly events: readonly RecentEvent[]
}

/** Somebody who takes what a workspace publishes. */
export interface Listener {
  readonly workspaceId: string
  /** Called with every advance, also when it has nothing of this workspace; never waited for. */
  take(advance: Advance): void
}

/** Reads what is new once for all who listen in this process. */
export interface Follower {
  /** From here on the listener is given what comes; call the response to end it. What came before is its own to read. */
  listen(listener: Listener): () => void
  /** Up to where everybody who listens has been given everything; null while nobody has listened for long enough. */
  position(): Position | null
  /** Looks without waiting for the next look; called after each commit that published something. */
  wake(): void
  close(): Promise<void>
}

export interface FollowerOptions {
  readonly db: Database
  readonly outages: Pick<Outages, 'failed' | 'works'>
}

/** How often it looks for what other processes have published, while anybody listens. */
const LOOK_MS = 300
// A look costs about the same for one event as for a hundred.
const PACE_MS = 50
// Whoever writes has ended after some milliseconds, mostly.
const SETTLING_MS = 15
const MOST = 500

interface State {
  readonly options: FollowerOptions
  readonly signal: Signal
  readonly listeners: Set<Listener>
  /** Up to where everybody has been given everything. */
  position: Position | null
  /** What is waited for: who began before it has to end. */
  awaited: { readonly position: Position; readonly behind: string } | null
  failures: number
  running: Promise<void> | null
  isClosed: boolean
}

/** Starts to read once somebody listens, and rests when nobody does. */
export function openFollower(options: FollowerOptions): Follower {
  const state: State = {
    options,
    signal: createSignal(),
    listeners: new Set(),
    position: null,
    awaited: null,
    failures: 0,
    running: null,
    isClosed: false,
  }
  return {
    listen: (listener) => {
      state.listeners.add(listener)
      state.running ??= run(state)
      return () => {
        state.listeners.delete(listener)
        state.signal.wake()
      }
    },
    position: () => state.position,
    wake: () => state.signal.wake(),
    close: async () => {
      state.isClosed = true
      state.signal.wake()
      await state.running
    },
  }
}

async function run(state: State): Promise<void> {
  const { outages } = state.options
  while (!state.isClosed && state.listeners.size > 0) {
    const began = performance.now()
    try {
      const waitMs = await turn(state)
      state.failures = 0
      outages.works('streams')
      if (waitMs > 0) await pause(state, waitMs, began)
    } catch (error) {
      outages.failed('streams', error)
      state.failures += 1
      await pause(state, backoffMs(state.failures, 100, 5_000), began)
    }
  }
  state.position = null
  state.awaited = null
  // Whoever began to listen during the last turn finds nobody running.
  state.running = !state.isClosed && state.listeners.size > 0 ? run(state) : null
}

// Woken, it waits until two looks are as far apart as they may be; who failed, or waits for writers, is not woken.
async function pause(state: State, ms: number, began: number): Promise<void> {
  const mayWake = ms >= LOOK_MS && state.failures === 0
  if (mayWake) await state.signal.wait(ms)
  const until = mayWake ? began + PACE_MS : performance.now() + ms
  while (!state.isClosed && performance.now() < until) await state.signal.wait(Math.max(1, until - performance.now()))
}

async function turn(state: State): Promise<number> {
  // Whoever begins to listen meanwhile is given the next advance: this one is not read for them.
  const present = [...state.listeners]
  const workspaceIds = [...new Set(present.map(({ workspaceId }) => workspaceId))]
  const { advance, waitMs } = await state.options.db.transact(null, (tx) => look(tx, state, workspaceIds), {
    readOnly: true,
  })
  if (advance === null) return waitMs
  state.position = advance.until
  const byWorkspace = groupBy(advance.events, (event) => event.workspaceId)
  for (const listener of present)
    if (state.listeners.has(listener))
      listener.take({ ...advance, events: byWorkspace.get(listener.workspaceId) ?? [] })
  return waitMs
}

interface Look {
  readonly advance: Advance | null
  /** How long to wait for the next one; 0 if there is more. */
  readonly waitMs: number
}

async function look(tx: Tx, state: State, workspaceIds: readonly string[]): Promise<Look> {
  const { awaited } = state
  if (awaited === null) {
    const { position, behind, isSettled } = await readWritten(tx, state.position?.seq ?? -1)
    // Nothing was written, and the position is as good now as it was.
    if (behind === null) {
      state.position = position
      return { advance: null, waitMs: LOOK_MS }
    }
    if (isSettled) return readTo(tx, position, { after: state.position, workspaceIds })
    state.awaited = { position, behind }
    return { advance: null, waitMs: SETTLING_MS }
  }
  if (!(await haveEnded(tx, awaited.behind))) return { advance: null, waitMs: SETTLING_MS }
  const found = await readTo(tx, awaited.position, { after: state.position, workspaceIds })
  if (found.advance?.until.seq === awaited.position.seq) state.awaited = null
  return found
}

/** The first look finds out where to begin: who listens has to read what lies in front of that. */
async function readTo(
  tx: Tx,
  until: Position,
  { after, workspaceIds }: { readonly after: Position | null; readonly workspaceIds: readonly string[] },
): Promise<Look> {
  if (after === null) return { advance: { after: until, until, events: [] }, waitMs: PACE_MS }
  const { isWhole, ...stretch } = await readBetween(tx, workspaceIds, { after, until, most: MOST })
  return { advance: { ...stretch, after }, waitMs: isWhole ? LOOK_MS : 0 }
}
