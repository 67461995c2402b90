import { isUuid, type Tx } from '@polyphon/service-kit'
import { lockJourneysShared } from '../../definitions/store/journeys.js'
import type { Library, ReadVersion } from '../../definitions/store/library.js'
import { readTriggers } from '../../definitions/store/triggers.js'
import type { ProfileFact } from '../domain/profile-fact.js'
import { isEarly, retryLater } from '../steps/apply-order-outcomes.js'
import { enterJourney } from '../steps/enter-journey.js'
import {
  labelOf,
  type NewFact,
  occurrenceId,
  type ReceivedFact,
  storeNewFacts,
  triggerLabel,
  triggerOf,
} from '../steps/new-facts.js'
import { advanceRun, loadRunSession, type RunSession, runsOf, saveRunSession } from '../steps/run-session.js'
import { startByEvent, startBySegment } from '../steps/start-by-trigger.js'
import { type EarlyOutcome, saveEarlyOutcomes } from '../store/early-outcomes.js'
import { type LockedRun, lockOpenRuns } from '../store/runs.js'

export type { ReceivedFact } from '../steps/new-facts.js'

/** The live versions that facts may start, by trigger. */
type Startable = ReadonlyMap<string, readonly ReadVersion[]>

/** Handles facts about people in their order: each may move runs, end them and begin them. Duplicates change nothing. */
export async function handleProfileFacts(tx: Tx, received: readonly ReceivedFact[], library: Library): Promise<void> {
  const facts = await storeNewFacts(tx, received)
  if (facts.length === 0) return
  const runs = await lockOpenRuns(tx, [...new Set(facts.map(({ fact }) => fact.profileId))])
  const early = earlyAmong(facts, runs)
  await saveEarlyOutcomes(tx, early)
  await retryLater(tx, early)
  const startable = await readStartable(tx, facts, library)
  if (runs.length === 0 && startable.size === 0) return
  const candidates = facts.flatMap(({ fact }) =>
    (startable.get(labelOf(fact)) ?? []).map((version) => ({
      journey: version.published.key,
      profileId: fact.profileId,
      triggerKey: occurrenceId(fact),
      version,
    })),
  )
  const parked = await candidatesOfParked(tx, runs, library)
  const justStored = facts.flatMap(({ fact }) => occurrenceId(fact) ?? [])
  const session = await loadRunSession(tx, library, { runs, candidates: [...candidates, ...parked], justStored })
  for (const fact of facts) await handleFact(fact, session, startable)
  await saveRunSession(tx, session)
}

// A parked run may start as soon as its person is known.
function candidatesOfParked(tx: Tx, runs: readonly LockedRun[], library: Library) {
  return Promise.all(
    runs
      .filter(({ run }) => run.status === 'parked')
      .map(async ({ run: { journey, profileId, version } }) => {
        return { journey, profileId, version: await library.version(tx, journey, version) }
      }),
  )
}

async function readStartable(tx: Tx, facts: readonly NewFact[], library: Library): Promise<Startable> {
  const rows = await readTriggers(
    tx,
    facts.flatMap(({ fact }) => triggerOf(fact) ?? []),
  )
  // Locked first: what is live now stays live until these runs are stored.
  const states = await lockJourneysShared(tx, [...new Set(rows.map(({ key }) => key))])
  const startable = new Map<string, readonly ReadVersion[]>()
  for (const row of rows) {
    const state = states.find(({ key, status }) => key === row.key && status === 'live')
    if (state === undefined) continue
    const version = await library.version(tx, row.key, state.version)
    const label = triggerLabel(row)
    startable.set(label, [...(startable.get(label) ?? []), version])
  }
  return startable
}

async function handleFact({ fact, tx, position }: NewFact, session: RunSession, startable: Startable): Promise<void> {
  const versions = startable.get(labelOf(fact)) ?? []
  switch (fact.kind) {
    case 'interaction':
      session.people.addEvent({ ...fact, position })
      for (const { run, version } of runsOf(session, fact.profileId)) {
        if (version.interest.events.has(fact.event.name))
          await advanceRun(tx, session, run.runId, { kind: 'event', event: fact.event })
      }
      for (const version of versions) await startByEvent(tx, session, { fact, version })
      return
    case 'segment':
      for (const version of versions) await startBySegment(tx, session, { fact, version })
      return
    case 'carried_out': {
      const { orderId } = fact
      await advanceRun(tx, session, runOfOrder(orderId), { kind: 'carried_out', orderId })
      return
    }
    case 'person':
      await handleChange(tx, session, fact)
  }
}

const runOfOrder = (orderId: string): string => orderId.split(':')[0] ?? ''

// Kept before the session is saved: a run may give the order in it.
function earlyAmong(facts: readonly NewFact[], runs: readonly LockedRun[]): readonly EarlyOutcome[] {
  return facts.flatMap(({ fact }): readonly EarlyOutcome[] => {
    if (fact.kind !== 'carried_out') return []
    const { orderId } = fact
    const runId = runOfOrder(orderId)
    const found = runs.find(({ run }) => run.runId === runId)
    return isUuid(runId) && isEarly(found?.run, orderId)
      ? [{ runId, orderId, stimulus: { kind: 'carried_out', orderId } }]
      : []
  })
}

type PersonChanged = Extract<ProfileFact, { kind: 'person' }>

async function handleChange(tx: Tx, session: RunSession, { profileId, because }: PersonChanged): Promise<void> {
  for (const { run, version } of runsOf(session, profileId)) {
    const person = session.people.find(profileId)
    if (run.status !== 'parked') await advanceRun(tx, session, run.runId, { kind: 'person', because })
    else if (person !== null)
      await enterJourney(tx, session, { person, version, run, event: null, occurredAt: null }, true)
  }
}
