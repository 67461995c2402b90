import type { Tx } from '@polyphon/service-kit'
import { quotaDetail } from '@polyphon/service-kit/usage'
import { normaliseId, type PhoneNormaliser } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { normaliseIdentifiers } from '../domain/interaction.js'
import { isSameEvent, MESSAGE_ID_REUSED } from '../domain/same-event.js'
import type { Unapplied } from '../domain/unapplied.js'
import { applyEvents, type Claimed, type Counting } from '../steps/apply-events.js'
import { readKnownEvents } from '../store/interactions.js'

/**
 * Applies collected events of one workspace, whoever they turn out to be about. One that was applied before changes nothing.
 * Answers those that are to be refused: they came under the messageId of another event, go beyond the
 * quota, or name somebody who was erased.
 */
export async function collectEvents(
  tx: Tx,
  events: readonly TimedEvent[],
  ways: Counting & { readonly normalisePhone: PhoneNormaliser },
): Promise<ReadonlyMap<TimedEvent, Unapplied>> {
  const { interactions, overQuota, forgotten } = await applyEvents(
    tx,
    events.map((event) => claim(event, ways.normalisePhone)),
    ways,
  )
  if (interactions.length === events.length) return new Map()
  const refused = new Map<TimedEvent, Unapplied>()
  for (const event of events) if (forgotten.has(event.messageId)) refused.set(event, PERSON_FORGOTTEN)
  const rest = events.filter(({ messageId }) => !overQuota.has(messageId) && !forgotten.has(messageId))
  if (interactions.length < rest.length)
    for (const event of await findReused(tx, rest)) refused.set(event, MESSAGE_ID_REUSED)
  if (ways.quota === undefined || ways.quota === null) return refused
  const { bound } = ways.quota
  const exceeded = { code: 'quota_exceeded', detail: quotaDetail(bound, 'events'), until: bound.day.to }
  for (const event of events) if (overQuota.has(event.messageId)) refused.set(event, exceeded)
  return refused
}

const PERSON_FORGOTTEN: Unapplied = { code: 'person_forgotten', detail: 'It names somebody who was erased.' }

async function findReused(tx: Tx, events: readonly TimedEvent[]): Promise<readonly TimedEvent[]> {
  const known = await readKnownEvents(
    tx,
    events.map(({ messageId }) => messageId),
  )
  return events.filter((event) => {
    const first = known.get(event.messageId)
    return first !== undefined && !isSameEvent(event, first)
  })
}

function claim(event: TimedEvent, normalisePhone: PhoneNormaliser): Claimed {
  const previousId = event.previousId === null ? null : normaliseId(event.previousId)
  return { event, normal: normaliseIdentifiers(event.identifiers, normalisePhone), previousId }
}
