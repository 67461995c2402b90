import { joinNeeds, lookBack } from '@polyphon/conditions'
import {
  cancelTimers,
  derivedUuid,
  inTurns,
  openTurns,
  setTimers,
  type TakeTurns,
  type Tx,
} from '@polyphon/service-kit'
import type { Library, ReadVersion } from '../../definitions/store/library.js'
import { advance } from '../domain/advance.js'
import { decideEntry, type NewRun, newRun, type PastRuns } from '../domain/decide-entry.js'
import { factsOf, ownEvent } from '../domain/facts-of-run.js'
import type { HeardEvent, PersonFacts, Run, Stimulus } from '../domain/run.js'
import type { Advanced, Given } from '../domain/turn.js'
import { takeNewsOfOrders } from '../store/early-outcomes.js'
import { type Candidate, candidateKey, lockEntries, type Refusal, saveRefusals } from '../store/entries.js'
import { type KnownPeople, loadPeople } from '../store/people.js'
import { beginnerKey, type LockedRun, readBegun, type StoredLine, saveRuns, saveTrace } from '../store/runs.js'
import { tellRun } from './append-run-events.js'

export const RUN_TIMER = 'run'
export const PARKED_TIMER = 'parked'

interface Actor {
  readonly before: Run
  run: Run
  readonly mustEnd: boolean
  readonly version: ReadVersion
}

/** Everything that one transaction looks at and changes: locked runs, the people they belong to, entrances. Saved once. */
export interface Scene {
  readonly actors: Map<string, Actor>
  readonly people: KnownPeople
  readonly past: Map<string, PastRuns>
  /** What began a run before, though it is told once more. */
  readonly begun: ReadonlySet<string>
  readonly lines: StoredLine[]
  readonly refusals: Refusal[]
  /** The orders that were given, until it has been looked whether something was heard of them before. */
  readonly given: string[]
  /** Between two advances everybody else has their turn. */
  readonly takeTurns: TakeTurns
}

interface Cast {
  readonly runs: readonly LockedRun[]
  /** People who may enter, with the versions that they may enter and, where nobody has asked for it, what triggers that. */
  readonly candidates?: readonly (Candidate & {
    readonly version: ReadVersion
    readonly triggerKey?: string | undefined
  })[]
  /** What has just been stored and is told to the scene bit by bit. */
  readonly fresh?: readonly string[]
}

/** Sets up a scene for runs that are locked already. */
export async function openScene(tx: Tx, library: Library, cast: Cast): Promise<Scene> {
  const candidates = cast.candidates ?? []
  const actors = new Map<string, Actor>()
  for (const { run, mustEnd } of cast.runs) {
    const version = await library.version(tx, run.journey, run.version)
    actors.set(run.runId, { before: run, run, mustEnd, version })
  }
  const versions = [...[...actors.values()].map(({ version }) => version), ...candidates.map(({ version }) => version)]
  const past = new Map(await lockEntries(tx, candidates))
  const begun = await readBegun(
    tx,
    candidates.flatMap(({ journey, triggerKey }) => (triggerKey === undefined ? [] : [{ journey, triggerKey }])),
  )
  const people = await loadPeople(tx, {
    profileIds: [...cast.runs.map(({ run }) => run.profileId), ...candidates.map(({ profileId }) => profileId)],
    needs: joinNeeds([...new Set(versions)].map(({ interest }) => interest.counted)),
    except: cast.fresh ?? [],
  })
  const scene: Scene = { actors, people, past, begun, lines: [], refusals: [], given: [], takeTurns: openTurns() }
  await lookBackAll(scene, candidates, tx.now)
  return scene
}

// Below this nothing that looks at a past takes long.
const LONG_PAST = 100

/** Looks at long pasts in pieces, so that no advance has to look at all of one at once. */
async function lookBackAll(scene: Scene, candidates: NonNullable<Cast['candidates']>, now: Date): Promise<void> {
  const looked = new Set<string>()
  const look = async (profileId: string, version: ReadVersion, run: Run | null): Promise<void> => {
    const { published, interest } = version
    const label = `${profileId} ${published.key} ${published.version}`
    if (looked.has(label) || interest.histories.length === 0) return
    looked.add(label)
    const person = scene.people.find(profileId) ?? scene.people.stranger(profileId)
    const lengths = [...interest.counted.keys()].map((name) => person.occurrences(name).length)
    if (lengths.reduce((sum, length) => sum + length, 0) < LONG_PAST) return
    const facts = factsOf(person, run, run === null ? null : ownEvent(run))
    for (const condition of interest.histories) await inTurns(lookBack(condition, facts, now), scene.takeTurns)
  }
  for (const { run, version } of scene.actors.values()) await look(run.profileId, version, run)
  for (const { profileId, version } of candidates) await look(profileId, version, null)
}

/** Advances a run of the scene; `tx` says what caused it. */
export async function play(tx: Tx, scene: Scene, runId: string, stimulus: Stimulus): Promise<void> {
  await scene.takeTurns()
  const actor = scene.actors.get(runId)
  if (actor === undefined) return
  const { run, mustEnd } = actor
  const isStopped = mustEnd && run.status !== 'ended'
  const person = scene.people.find(run.profileId) ?? scene.people.stranger(run.profileId)
  const given = { journey: actor.version.published, person, now: tx.now }
  const end: Stimulus = { kind: 'end', outcome: 'stopped', because: 'the journey was stopped' }
  const advanced = advanceOrFail(run, isStopped ? end : stimulus, given)
  if (advanced.run === run) return
  actor.run = advanced.run
  for (const [index, line] of advanced.trace.entries())
    scene.lines.push({ ...line, runId, profileId: run.profileId, line: run.traced + index + 1 })
  if (run.status === 'running' && advanced.run.status === 'ended') leave(scene, run, tx.now)
  scene.given.push(...advanced.orders.map(({ orderId }) => orderId))
  tellRun(tx, advanced)
}

// A fault in one journey must not keep the event from all the others: its run ends, and says why.
function advanceOrFail(run: Run, stimulus: Stimulus, given: Given): Advanced {
  try {
    return advance(run, stimulus, given)
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error)
    return advance(run, { kind: 'end', outcome: 'failed', because }, given)
  }
}

// Who leaves makes room: the same event may end one run and start the next.
function leave(scene: Scene, { journey, profileId }: Run, now: Date): void {
  const key = candidateKey({ journey, profileId })
  const past = scene.past.get(key)
  if (past !== undefined) scene.past.set(key, { ...past, running: past.running - 1, lastAt: now })
}

export interface Attempt {
  readonly person: PersonFacts
  readonly version: ReadVersion
  readonly run: Run
  readonly event: HeardEvent | null
  readonly occurredAt: Date | null
}

/**
 * Lets somebody in, or notes why not. A run that exists already, because it was asked for, ends with the refusal. What
 * began a run before begins none again, also where it is no longer known what was heard then.
 */
export async function enter(tx: Tx, scene: Scene, attempt: Attempt, isAsked: boolean): Promise<void> {
  await scene.takeTurns()
  const { person, version, run, event, occurredAt } = attempt
  if (scene.begun.has(beginnerKey(run))) return
  const candidate: Candidate = { journey: run.journey, profileId: run.profileId }
  const key = candidateKey(candidate)
  const past = scene.past.get(key) ?? { entered: 0, running: 0, lastAt: null }
  const decision = decideEntry({ published: version.published, person, past, event, occurredAt }, tx.now)
  if (decision.outcome === 'refused') {
    scene.refusals.push({ ...candidate, code: decision.code, because: decision.because })
    if (!isAsked) return
  }
  if (!scene.actors.has(run.runId)) scene.actors.set(run.runId, { before: run, run, mustEnd: false, version })
  if (decision.outcome === 'refused') {
    const because = `${decision.code}: ${decision.because}`
    await play(tx, scene, run.runId, { kind: 'end', outcome: 'not_entered', because })
    return
  }
  await play(tx, scene, run.runId, { kind: 'start' })
  const isRunning = scene.actors.get(run.runId)?.run.status === 'running'
  scene.past.set(key, { entered: past.entered + 1, running: past.running + (isRunning ? 1 : 0), lastAt: tx.now })
}

/** What a run that nobody asked for begins with; `learnedAt` is the same whenever its trigger is read from the log. */
export interface Beginning extends Omit<NewRun, 'runId' | 'now'> {
  readonly learnedAt: Date
}

/**
 * A run that somebody may enter; it is stored only if they do. Its id follows from what triggers it, so that its orders
 * are known again should a restored database read the trigger a second time.
 */
export function prepareRun(tx: Tx, { learnedAt, ...given }: Beginning): Run {
  const runId = derivedUuid(learnedAt.getTime(), ['run', tx.workspaceId, given.published.key, given.triggerKey])
  return newRun({ ...given, runId, now: tx.now })
}

/** Runs of one person in the scene. */
export function runsOf(scene: Scene, profileId: string): readonly Actor[] {
  return [...scene.actors.values()].filter(({ run }) => run.profileId === profileId)
}

/** Lets runs hear what came before they gave their orders; what they order then may have been heard of as well. */
async function hearWhatCameEarly(tx: Tx, scene: Scene): Promise<void> {
  while (scene.given.length > 0) {
    for (const { runId, stimulus } of await takeNewsOfOrders(tx, scene.given.splice(0)))
      await play(tx, scene, runId, stimulus)
  }
}

/** Saves what the scene has changed: runs, traces, timers, refusals. */
export async function closeScene(tx: Tx, scene: Scene): Promise<void> {
  await hearWhatCameEarly(tx, scene)
  const changed = [...scene.actors.values()].filter(({ before, run }) => before !== run)
  await saveRuns(
    tx,
    changed.map(({ run }) => run),
  )
  await saveTrace(tx, scene.lines)
  await saveRefusals(tx, scene.refusals)
  const moved = changed.filter(({ before, run }) => before.wakeAt?.getTime() !== run.wakeAt?.getTime())
  await setTimers(
    tx,
    RUN_TIMER,
    moved.flatMap(({ run: { runId, wakeAt } }) => (wakeAt === null ? [] : [{ key: runId, dueAt: wakeAt, data: {} }])),
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
