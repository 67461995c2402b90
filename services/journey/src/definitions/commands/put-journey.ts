import { AppError, type IfMatch, requireVersion, setTimer, type Tx } from '@polyphon/service-kit'
import type { Fault } from '@polyphon/values'
import type { Journey } from '../domain/definition.js'
import { interestOf } from '../domain/interest.js'
import { readJourney } from '../domain/read-journey.js'
import { EXISTING_TIMER, FORGET_TIMER } from '../domain/timer-kinds.js'
import { appendJourneyPublished } from '../steps/append-journey-published.js'
import { findWarnings } from '../steps/find-warnings.js'
import {
  insertJourney,
  lockJourney,
  readJourneyVersion,
  type StoredJourney,
  saveJourneyState,
  saveVersion,
} from '../store/journeys.js'
import { replaceTriggers, saveMentionedEvents, type TriggerRow } from '../store/triggers.js'

interface Published {
  readonly isFirst: boolean
  readonly stored: StoredJourney
  /** What other services lack for it; no error, as it may be on its way. */
  readonly warnings: readonly Fault[]
}

/** Publishes a journey. The same content again is the same version; runs of older versions go on with theirs. */
export async function putJourney(
  tx: Tx,
  input: {
    readonly key: string
    readonly definition: Readonly<Record<string, unknown>>
    readonly ifMatch: IfMatch
  },
): Promise<Published> {
  const { key } = input
  const { journey, faults } = readJourney(input.definition)
  if (faults.length > 0) throw refusal(faults)
  const warnings = await findWarnings(tx, journey)
  const definition = JSON.stringify(input.definition)
  await insertJourney(tx, key)
  const state = await lockJourney(tx, key)
  if (state === null) throw new Error('A journey that was just made is not there.')
  requireVersion(input.ifMatch, state.version === 0 ? null : state.version)
  const newest = state.version === 0 ? null : await readJourneyVersion(tx, key)
  const isSame = newest?.definition === definition
  if (isSame && state.status === 'live') return { isFirst: false, stored: newest, warnings }
  const version = isSame ? state.version : state.version + 1
  if (!isSame) await saveVersion(tx, { key, version, definition })
  await saveJourneyState(tx, { key, version, status: 'live' })
  await replaceTriggers(tx, key, triggersOf(journey))
  await saveMentionedEvents(tx, key, [...interestOf(journey).events])
  await setTimers(tx, key, { journey, version })
  appendJourneyPublished(tx, { key, version, status: 'live', journey, definition: input.definition })
  const stored = await readJourneyVersion(tx, key)
  if (stored === null) throw new Error('A version that was just made is not there.')
  return { isFirst: version === 1 && !isSame, stored, warnings }
}

function refusal(faults: readonly Fault[]): AppError {
  const isTooEarly = faults.some(({ code }) => code === 'step_type_unknown')
  const [code, message] = isTooEarly
    ? ['step_type_unknown', 'The journey has steps whose type is not known yet.']
    : ['journey_invalid', 'The journey has the right form, but it cannot work.']
  return new AppError('unprocessable', code, message, {
    faults: faults.map((fault) => ({ ...fault, pointer: `/body${fault.pointer}` })),
  })
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
