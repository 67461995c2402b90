import { setTimer, type Tx } from '@polyphon/service-kit'
import { type Copies, type CopyWait, lookAgainAt, readPerson, waitForCopy } from '@polyphon/service-kit/copies'
import { lockJourneysShared } from '../../definitions/store/journeys.js'
import type { Library } from '../../definitions/store/library.js'
import { PARKED_TIMER } from '../domain/timer-kinds.js'
import { enterJourney } from '../steps/enter-journey.js'
import { advanceRun, loadRunSession, saveRunSession } from '../steps/run-session.js'
import { lockRunIfFree } from '../store/runs.js'

interface Parked {
  readonly runId: string
  readonly wait: CopyWait
}

/** Starts a parked run whose person is known by now; ends it once the copy of people has read past the request's time. */
export async function wakeParkedRun(
  tx: Tx,
  parked: Parked,
  tools: { readonly library: Library; readonly copies: Copies },
): Promise<void> {
  const { runId, wait } = parked
  const locked = await lockRunIfFree(tx, runId)
  if (locked === 'busy') return comeBack(tx, runId, { wait, lookAgainAt: lookAgainAt(tx.soon(0), wait.tries) })
  if (locked === null || locked.run.status !== 'parked') return
  const { run } = locked
  if ((await readPerson(tx, run.profileId)) === null) {
    // Taken after the grace, so whatever was under way at the request's time stands below these ends.
    const look = await waitForCopy(tx, tools.copies, wait)
    if (!look.isCaughtUp) return comeBack(tx, runId, look)
    const session = await loadRunSession(tx, tools.library, { runs: [locked] })
    const because = 'no person of this id is known'
    await advanceRun(tx, session, runId, { kind: 'end', outcome: 'profile_not_seen', because })
    return saveRunSession(tx, session)
  }
  await lockJourneysShared(tx, [run.journey])
  const version = await tools.library.version(tx, run.journey, run.version)
  const candidates = [{ journey: run.journey, profileId: run.profileId, version }]
  const session = await loadRunSession(tx, tools.library, { runs: [locked], candidates })
  const person = session.people.find(run.profileId)
  if (person !== null) await enterJourney(tx, session, { person, version, run, event: null, occurredAt: null }, true)
  await saveRunSession(tx, session)
}

const comeBack = (
  tx: Tx,
  runId: string,
  next: { readonly wait: CopyWait; readonly lookAgainAt: Date },
): Promise<void> => setTimer(tx, { kind: PARKED_TIMER, key: runId, dueAt: next.lookAgainAt, data: next.wait })
