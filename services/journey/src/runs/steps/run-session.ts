import { joinNeeds, lookBack } from '@polyphon/conditions'
import {
  cancelTimers,
  inTurns,
  type Origin,
  openTurns,
  setTimers,
  type TakeTurns,
  type Tx,
} from '@polyphon/service-kit'
import type { PublishedJourney } from '../../definitions/domain/definition.js'
import type { Library, ReadVersion } from '../../definitions/store/library.js'
import { eventOfRun, factsOf } from '../../kinds/domain/facts-of-run.js'
import type { Advanced, AdvanceInput } from '../../kinds/domain/progress.js'
import type { Run, Stimulus } from '../../kinds/domain/run.js'
import { advance } from '../domain/advance.js'
import type { PastRuns } from '../domain/decide-entry.js'
import { PARKED_TIMER, RUN_TIMER } from '../domain/timer-kinds.js'
import { takeEarlyOutcomesOfOrders } from '../store/early-outcomes.js'
import { type Candidate, candidateKey, lockEntries, type Refusal, saveRefusals } from '../store/entries.js'
import { loadPeople, type SessionPeople } from '../store/people.js'
import { type LockedRun, readBegun, type StoredLine, saveRuns, saveTrace } from '../store/runs.js'
import { appendRunEvents } from './append-run-events.js'

interface SessionRun {
  readonly before: Run
  run: Run
  /** What has moved it last. */
  origin?: Origin
  readonly mustEnd: boolean
  readonly version: ReadVersion
}

/** What one transaction has loaded of runs, their people and who may enter; advanced in memory, saved once. */
export interface RunSession {
  readonly runs: Map<string, SessionRun>
  readonly people: SessionPeople
  /** By candidate: the runs that they have had of the journey. */
  readonly pastRuns: Map<string, PastRuns>
  /** The triggers of candidates that have begun a run before: a second delivery begins none. */
  readonly begun: ReadonlySet<string>
  readonly trace: StoredLine[]
  readonly refusals: Refusal[]
  /** Orders given in this session, until their early outcomes have been looked up. */
  readonly ordersGiven: string[]
  /** Lets other work of the process run between two advances. */
  readonly takeTurns: TakeTurns
}

/** Somebody who may enter a version of a journey; `triggerKey` where an event or a segment lets them, not a request. */
interface SessionCandidate extends Candidate {
  readonly version: ReadVersion
  readonly triggerKey?: string | undefined
}

interface SessionInput {
  readonly runs: readonly LockedRun[]
  readonly candidates?: readonly SessionCandidate[]
  /** Ids of occurrences stored just now: not part of the history yet, they are added to it one by one. */
  readonly justStored?: readonly string[]
}

/** Loads what runs that are locked already need to be advanced, and locks the entries of candidates. */
export async function loadRunSession(tx: Tx, library: Library, input: SessionInput): Promise<RunSession> {
  const candidates = input.candidates ?? []
  const runs = new Map<string, SessionRun>()
  for (const { run, mustEnd } of input.runs) {
    const version = await library.version(tx, run.journey, run.version)
    runs.set(run.runId, { before: run, run, mustEnd, version })
  }
  const versions = [...[...runs.values()].map(({ version }) => version), ...candidates.map(({ version }) => version)]
  const pastRuns = new Map(await lockEntries(tx, candidates))
  const begun = await readBegun(
    tx,
    candidates.flatMap(({ journey, triggerKey }) => (triggerKey === undefined ? [] : [{ journey, triggerKey }])),
  )
  const people = await loadPeople(tx, {
    profileIds: [...input.runs.map(({ run }) => run.profileId), ...candidates.map(({ profileId }) => profileId)],
    needs: joinNeeds([...new Set(versions)].map(({ interest }) => interest.counted)),
    except: input.justStored ?? [],
  })
  const takeTurns = openTurns()
  const session = { runs, people, pastRuns, begun, trace: [], refusals: [], ordersGiven: [], takeTurns }
  await readLongHistories(session, candidates, tx.now)
  return session
}

// A shorter history takes no condition long.
const LONG_HISTORY = 100

/** Evaluates conditions over long histories piece by piece beforehand, so that no single advance blocks the process. */
async function readLongHistories(
  session: RunSession,
  candidates: readonly SessionCandidate[],
  now: Date,
): Promise<void> {
  const done = new Set<string>()
  const readFor = async (profileId: string, version: ReadVersion, run: Run | null): Promise<void> => {
    const { published, interest } = version
    const label = `${profileId} ${published.key} ${published.version}`
    if (done.has(label) || interest.histories.length === 0) return
    done.add(label)
    const person = session.people.find(profileId) ?? session.people.unknownPerson(profileId)
    const lengths = [...interest.counted.keys()].map((name) => person.occurrences(name).length)
    if (lengths.reduce((sum, length) => sum + length, 0) < LONG_HISTORY) return
    const facts = factsOf(person, run, run === null ? null : eventOfRun(run))
    for (const condition of interest.histories) await inTurns(lookBack(condition, facts, now), session.takeTurns)
  }
  for (const { run, version } of session.runs.values()) await readFor(run.profileId, version, run)
  for (const { profileId, version } of candidates) await readFor(profileId, version, null)
}

/** Advances a run of the session and appends its events; `tx` knows which event caused it. */
export async function advanceRun(tx: Tx, session: RunSession, runId: string, stimulus: Stimulus): Promise<void> {
  await session.takeTurns()
  const entry = session.runs.get(runId)
  if (entry === undefined) return
  const { run, mustEnd } = entry
  const isStopped = mustEnd && run.status !== 'ended'
  const person = session.people.find(run.profileId) ?? session.people.unknownPerson(run.profileId)
  // Whoever is restricted stands still, whatever happens; only an end is an end.
  if (person.restricted === true && !isStopped && stimulus.kind !== 'end') return
  const stop: Stimulus = { kind: 'end', outcome: 'stopped', because: 'the journey was stopped' }
  const input = { journey: entry.version.published, person, now: tx.now }
  const advanced = advanceOrFail(run, isStopped ? stop : stimulus, input)
  if (advanced.run === run) return
  entry.run = advanced.run
  entry.origin = tx.origin
  for (const [index, line] of advanced.trace.entries())
    session.trace.push({ ...line, runId, profileId: run.profileId, line: run.traced + index + 1 })
  if (run.status === 'running' && advanced.run.status === 'ended') countEnd(session, run, tx.now)
  session.ordersGiven.push(...advanced.orders.map(({ orderId }) => orderId))
  appendRunEvents(tx, advanced)
}

// A fault in one journey must not keep the event from all the others: its run ends, and says why.
function advanceOrFail(run: Run, stimulus: Stimulus, input: AdvanceInput<PublishedJourney>): Advanced {
  try {
    return advance(run, stimulus, input)
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    return advance(run, { kind: 'end', outcome: 'failed', because }, input)
  }
}

// The same event may end one run and start the next, so an ended run counts as ended at once.
function countEnd(session: RunSession, { journey, profileId }: Run, now: Date): void {
  const key = candidateKey({ journey, profileId })
  const past = session.pastRuns.get(key)
  if (past !== undefined) session.pastRuns.set(key, { ...past, running: past.running - 1, lastAt: now })
}

/** Runs of one person in the session. */
export function runsOf(session: RunSession, profileId: string): readonly SessionRun[] {
  return [...session.runs.values()].filter(({ run }) => run.profileId === profileId)
}

/** Saves what the session has changed: runs, traces, refusals, timers. */
export async function saveRunSession(tx: Tx, session: RunSession): Promise<void> {
  await applyEarlyOutcomes(tx, session)
  const changed = [...session.runs.values()].filter(({ before, run }) => before !== run)
  await saveRuns(
    tx,
    changed.map(({ run }) => run),
  )
  await saveTrace(tx, session.trace)
  await saveRefusals(tx, session.refusals)
  await saveTimers(tx, changed)
}

/** Outcomes may have come before the orders that were given just now; they may lead to orders of which the same is true. */
async function applyEarlyOutcomes(tx: Tx, session: RunSession): Promise<void> {
  while (session.ordersGiven.length > 0) {
    const outcomes = await takeEarlyOutcomesOfOrders(tx, session.ordersGiven.splice(0))
    for (const { runId, stimulus } of outcomes) await advanceRun(tx, session, runId, stimulus)
  }
}

async function saveTimers(tx: Tx, changed: readonly SessionRun[]): Promise<void> {
  const moved = changed.filter(({ before, run }) => before.wakeAt?.getTime() !== run.wakeAt?.getTime())
  await setTimers(
    tx,
    RUN_TIMER,
    moved.flatMap(({ run: { runId, wakeAt }, origin }) =>
      wakeAt === null ? [] : [{ key: runId, dueAt: wakeAt, data: {}, origin }],
    ),
  )
  await cancelTimers(
    tx,
    RUN_TIMER,
    moved.filter(({ run }) => run.wakeAt === null).map(({ run }) => run.runId),
  )
  await cancelTimers(
    tx,
    PARKED_TIMER,
    changed
      .filter(({ before, run }) => before.status === 'parked' && before.traced > 0 && run.status !== 'parked')
      .map(({ run }) => run.runId),
  )
}
