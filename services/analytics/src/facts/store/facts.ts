import type { Tx } from '@polyphon/service-kit'
import type { FactBatch } from '../domain/fact.js'
import type { Period } from '../domain/period.js'
import { appendAnswers } from './answer-facts.js'
import { appendEvents, removeInteraction } from './event-facts.js'
import { appendMessages } from './message-facts.js'
import { countEvents, type TypeCount } from './read-event-counts.js'

/** Where facts are kept: appended in batches, never changed, and gone only with what they are of. */
export interface FactStore {
  /** Keeps what is not kept yet. The same facts again, or in another order, leave the same numbers. */
  append(tx: Tx, batch: FactBatch): Promise<void>
  eventCounts(tx: Tx, period: Period): Promise<readonly TypeCount[]>
}

/** Facts in the service's own database. */
export const postgresFacts: FactStore = {
  append: async (tx, batch) => {
    const fresh = batch.facts.length > 0 ? await appendEvents(tx, batch.facts) : new Set<string>()
    // Told once more it would take another one that is like it.
    for (const interaction of batch.deleted)
      if (fresh.has(interaction.eventId)) await removeInteraction(tx, interaction)
    if (batch.messages.length > 0) await appendMessages(tx, batch.messages)
    if (batch.answers.length > 0) await appendAnswers(tx, batch.answers)
  },
  eventCounts: countEvents,
}
