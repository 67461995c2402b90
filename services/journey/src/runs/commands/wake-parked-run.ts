import { topicNames } from '@polyphon/contracts'
import { type Copies, type Ends, readPerson, setTimer, type Tx } from '@polyphon/service-kit'
import { holdJourneys } from '../../definitions/store/journeys.js'
import type { Library } from '../../definitions/store/library.js'
import { closeScene, enter, openScene, PARKED_TIMER, play } from '../steps/run-session.js'
import { lockRunIfFree } from '../store/runs.js'

const AGAIN_MS = 500
/** The consumer group that keeps the copy of people. */
const PEOPLE_GROUP = 'journey.people'

interface Parked {
  readonly runId: string
  /** Where the log of people ended when the time of grace was over; null before. */
  readonly ends: Ends | null
}

/** Starts a parked run whose person is known by now; ends it once the copy of people has read past the request's time. */
export async function wakeParkedRun(
  tx: Tx,
  parked: Parked,
  tools: { readonly library: Library; readonly copies: Copies },
): Promise<void> {
  const { runId } = parked
  const locked = await lockRunIfFree(tx, runId)
  if (locked === 'busy') return comeBack(tx, parked)
  if (locked === null || locked.run.status !== 'parked') return
  const { run } = locked
  if ((await readPerson(tx, run.profileId)) === null) {
    // Taken after the grace, so whatever was under way at the request's time stands below these ends.
    const ends = parked.ends ?? (await tools.copies.ends([topicNames.people]))
    if (!(await tools.copies.haveRead(tx, PEOPLE_GROUP, ends))) return comeBack(tx, { runId, ends })
    const scene = await openScene(tx, tools.library, { runs: [locked] })
    const because = 'nobody of this id was heard of'
    await play(tx, scene, runId, { kind: 'end', outcome: 'profile_not_seen', because })
    return closeScene(tx, scene)
  }
  await holdJourneys(tx, [run.journey])
  const version = await tools.library.version(tx, run.journey, run.version)
  const candidates = [{ journey: run.journey, profileId: run.profileId, version }]
  const scene = await openScene(tx, tools.library, { runs: [locked], candidates })
  const person = scene.people.find(run.profileId)
  if (person !== null) await enter(tx, scene, { person, version, run, event: null, occurredAt: null }, true)
  await closeScene(tx, scene)
}

async function comeBack(tx: Tx, { runId, ends }: Parked): Promise<void> {
  const dueAt = new Date(tx.now.getTime() + AGAIN_MS)
  await setTimer(tx, { kind: PARKED_TIMER, key: runId, dueAt, data: { ends } })
}
