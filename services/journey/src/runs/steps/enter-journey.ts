import { derivedUuid, type Tx } from '@polyphon/service-kit'
import type { ReadVersion } from '../../definitions/store/library.js'
import type { HandledEvent, PersonFacts, Run } from '../../kinds/domain/run.js'
import { decideEntry, type NewRun, newRun } from '../domain/decide-entry.js'
import { type Candidate, candidateKey } from '../store/entries.js'
import { beginnerKey } from '../store/runs.js'
import { advanceRun, type RunSession } from './run-session.js'

export interface EntryAttempt {
  readonly person: PersonFacts
  readonly version: ReadVersion
  readonly run: Run
  readonly event: HandledEvent | null
  readonly occurredAt: Date | null
}

/**
 * Starts a run if its person may enter the journey, else keeps the refusal. A run that was requested exists already: it
 * ends with the refusal. A trigger that has begun a run before begins none, also once its occurrence has been forgotten.
 */
export async function enterJourney(
  tx: Tx,
  session: RunSession,
  attempt: EntryAttempt,
  isRequested: boolean,
): Promise<void> {
  await session.takeTurns()
  const { person, version, run, event, occurredAt } = attempt
  if (session.begun.has(beginnerKey(run))) return
  const candidate: Candidate = { journey: run.journey, profileId: run.profileId }
  const key = candidateKey(candidate)
  const past = session.pastRuns.get(key) ?? { entered: 0, running: 0, lastAt: null }
  const decision = decideEntry({ published: version.published, person, past, event, occurredAt }, tx.now)
  if (decision.outcome === 'refused') {
    session.refusals.push({ ...candidate, code: decision.code, because: decision.because })
    if (!isRequested) return
  }
  if (!session.runs.has(run.runId)) session.runs.set(run.runId, { before: run, run, mustEnd: false, version })
  if (decision.outcome === 'refused') {
    const because = `${decision.code}: ${decision.because}`
    await advanceRun(tx, session, run.runId, { kind: 'end', outcome: 'not_entered', because })
    return
  }
  await advanceRun(tx, session, run.runId, { kind: 'start' })
  const isRunning = session.runs.get(run.runId)?.run.status === 'running'
  session.pastRuns.set(key, { entered: past.entered + 1, running: past.running + (isRunning ? 1 : 0), lastAt: tx.now })
}

/** A run that an event or a segment begins; `learnedAt` is the same whenever that trigger is read from the log. */
export interface TriggeredRun extends Omit<NewRun, 'runId' | 'now'> {
  readonly learnedAt: Date
}

/**
 * A run that is stored only if its person may enter. Its id follows from its trigger, so that other services know its
 * orders again when a restored database reads the trigger a second time.
 */
export function prepareRun(tx: Tx, { learnedAt, ...triggered }: TriggeredRun): Run {
  const { published, triggerKey } = triggered
  const runId = derivedUuid(learnedAt.getTime(), ['run', tx.workspaceId, published.key, triggerKey])
  return newRun({ ...triggered, runId, now: tx.now })
}
