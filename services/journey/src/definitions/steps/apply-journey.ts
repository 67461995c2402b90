import { setTimer, type Tx } from '@polyphon/service-kit'
import type { Journey } from '../domain/definition.js'
import { interestOf } from '../domain/interest.js'
import { type JourneyBody, readJourney } from '../domain/read-journey.js'
import { EXISTING_TIMER, FORGET_TIMER } from '../domain/timer-kinds.js'
import { isLive, saveStatus } from '../store/journeys.js'
import { replaceTriggers, saveMentionedEvents, type TriggerRow } from '../store/triggers.js'

// What the routes of definitions need of the store.
export { isLive, readStatuses, storedJourney } from '../store/journeys.js'

interface Applied {
  readonly key: string
  readonly version: number
  readonly content: JourneyBody
}

/** What starts a journey follows what has happened to it. Runs under way always go on with the version they began with. */
export async function applyJourney(
  tx: Tx,
  { key, version, content }: Applied,
  change: 'published' | 'rolled_back' | 'archived' | 'restored',
): Promise<void> {
  if (change === 'archived') return replaceTriggers(tx, key, [])
  const { journey } = readJourney(content)
  if (change === 'restored') return (await isLive(tx, key)) ? replaceTriggers(tx, key, triggersOf(journey)) : undefined
  await saveStatus(tx, key, 'live')
  await replaceTriggers(tx, key, triggersOf(journey))
  await saveMentionedEvents(tx, key, [...interestOf(journey).events])
  await setTimers(tx, key, { journey, version })
}

function triggersOf(journey: Journey): readonly TriggerRow[] {
  return journey.entry.triggers.flatMap((trigger): readonly TriggerRow[] => {
    if (trigger.type === 'event') return [{ kind: 'event', name: trigger.event }]
    if (trigger.type === 'api') return []
    return [{ kind: trigger.on === 'enter' ? 'segment_entered' : 'segment_left', name: trigger.segment }]
  })
}

async function setTimers(
  tx: Tx,
  key: string,
  { journey, version }: { readonly journey: Journey; readonly version: number },
): Promise<void> {
  await setTimer(tx, { kind: FORGET_TIMER, key: 'occurrences', dueAt: tx.now, data: {} })
  for (const trigger of journey.entry.triggers) {
    if (trigger.type !== 'segment' || !trigger.existing || trigger.on !== 'enter') continue
    const data = { journey: key, version, segment: trigger.segment, after: null }
    await setTimer(tx, { kind: EXISTING_TIMER, key: `${key}:${trigger.segment}`, dueAt: tx.now, data })
  }
}
