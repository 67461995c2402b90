import type { Tx } from '@polyphon/service-kit'
import { normaliseId, type PhoneNormaliser } from '@polyphon/values'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import { normaliseIdentifiers } from '../domain/interaction.js'
import { applyEvents, type Claimed } from '../steps/apply-events.js'

/** Applies collected events of one workspace, whoever they turn out to be about. */
export async function collectEvents(
  tx: Tx,
  events: readonly TimedEvent[],
  normalisePhone: PhoneNormaliser,
): Promise<void> {
  await applyEvents(
    tx,
    events.map((event) => claim(event, normalisePhone)),
  )
}

function claim(event: TimedEvent, normalisePhone: PhoneNormaliser): Claimed {
  const previousId = event.previousId === null ? null : normaliseId(event.previousId)
  return { event, normal: normaliseIdentifiers(event.identifiers, normalisePhone), previousId }
}
