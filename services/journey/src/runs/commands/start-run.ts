import { AppError, setTimer, type Tx } from '@polyphon/service-kit'
import { followAlias, NOT_LOOKED_YET, readPerson } from '@polyphon/service-kit/copies'
import { journeyUnknown } from '../../definitions/steps/journey-unknown.js'
import { lockJourneysShared } from '../../definitions/store/journeys.js'
import type { Library } from '../../definitions/store/library.js'
import type { JsonObject, Run } from '../../kinds/domain/run.js'
import { newRun } from '../domain/decide-entry.js'
import { PARKED_TIMER } from '../domain/timer-kinds.js'
import { enterJourney } from '../steps/enter-journey.js'
import { loadRunSession, saveRunSession } from '../steps/run-session.js'
import { saveRuns, saveTrace } from '../store/runs.js'

export interface StartRun {
  readonly key: string
  readonly profileId: string
  readonly data: JsonObject
}

/** How long a snapshot of the person may be under way before it is checked whether they exist. */
const GRACE_MS = 5_000

/** Starts a run on request. Of a person who is not known here yet it waits, parked, until they are. */
export async function startRun(tx: Tx, input: StartRun, library: Library): Promise<Run> {
  const [state] = await lockJourneysShared(tx, [input.key])
  if (state === undefined) throw journeyUnknown()
  if (state.status === 'stopped') throw new AppError('conflict', 'journey_stopped', 'The journey has been stopped.')
  const version = await library.version(tx, state.key, state.version)
  const profileId = await followAlias(tx, input.profileId)
  const runId = tx.newId()
  const run = newRun({
    runId,
    published: version.published,
    profileId,
    event: null,
    occurredAt: null,
    data: input.data,
    trigger: { type: 'api' },
    triggerKey: `api:${runId}`,
    now: tx.now,
  })
  if ((await readPerson(tx, profileId)) === null) return park(tx, run)
  const candidates = [{ journey: run.journey, profileId, version }]
  const session = await loadRunSession(tx, library, { runs: [], candidates })
  const person = session.people.find(profileId)
  if (person === null) throw new Error('A person who was just read is not there.')
  await enterJourney(tx, session, { person, version, run, event: null, occurredAt: null }, true)
  await saveRunSession(tx, session)
  return session.runs.get(runId)?.run ?? run
}

async function park(tx: Tx, run: Run): Promise<Run> {
  const parked: Run = { ...run, traced: 1 }
  const { runId, profileId } = run
  await saveRuns(tx, [parked])
  await saveTrace(tx, [
    {
      runId,
      profileId,
      line: 1,
      at: tx.now,
      step: null,
      visit: null,
      what: 'parked',
      because: 'this service does not know the person yet',
    },
  ])
  const dueAt = tx.soon(GRACE_MS)
  await setTimer(tx, { kind: PARKED_TIMER, key: runId, dueAt, data: NOT_LOOKED_YET })
  return parked
}
