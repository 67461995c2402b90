import { journeyPublished } from '@polyphon/contracts'
import { outbox, setTimer, type Tx } from '@polyphon/service-kit'
import { publishedData } from '../domain/published-data.js'
import { STOP_TIMER } from '../domain/timer-kinds.js'
import { journeyUnknown } from '../steps/journey-unknown.js'
import { lockJourney, markRunsToEnd, readJourneyVersion, type StoredJourney, saveStatus } from '../store/journeys.js'
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
  await saveStatus(tx, key, 'stopped')
  await replaceTriggers(tx, key, [])
  // The others have been told to forget an archived one.
  if (state.isArchived) return stored
  const content: Readonly<Record<string, unknown>> = JSON.parse(stored.definition)
  outbox.append(tx, journeyPublished, publishedData({ ...stored, content }, { status: 'stopped', now: tx.now }))
  return { ...stored, status: 'stopped' }
}
