import { setTimer, type Tx } from '@polyphon/service-kit'
import { readJourney } from '../domain/read-journey.js'
import { STOP_TIMER } from '../domain/timer-kinds.js'
import { appendJourneyPublished } from '../steps/append-journey-published.js'
import { journeyUnknown } from '../steps/journey-unknown.js'
import {
  lockJourney,
  markRunsToEnd,
  readJourneyVersion,
  type StoredJourney,
  saveJourneyState,
} from '../store/journeys.js'
import { replaceTriggers } from '../store/triggers.js'

/** Stops a journey: nobody enters any more; runs under way end as `stopped`, or finish if it only drains. */
export async function stopJourney(
  tx: Tx,
  input: { readonly key: string; readonly mode: 'stop' | 'drain' },
): Promise<StoredJourney> {
  const { key } = input
  const state = await lockJourney(tx, key)
  const stored = state === null ? null : await readJourneyVersion(tx, key)
  if (state === null || stored === null) throw journeyUnknown()
  if (input.mode === 'stop') {
    // What is still running ends bit by bit; until then, whatever happens to such a run ends it first.
    await markRunsToEnd(tx, key)
    await setTimer(tx, { kind: STOP_TIMER, key, dueAt: tx.now, data: {} })
  }
  if (state.status === 'stopped') return stored
  await saveJourneyState(tx, { ...state, status: 'stopped' })
  await replaceTriggers(tx, key, [])
  const definition: Readonly<Record<string, unknown>> = JSON.parse(stored.definition)
  appendJourneyPublished(tx, { ...state, status: 'stopped', journey: readJourney(definition).journey, definition })
  return { ...stored, status: 'stopped' }
}
