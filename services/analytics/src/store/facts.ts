import type { Tx } from '@polyphon/service-kit'
import type { FactBatch } from '../domain/fact.js'
import type { CountRow, ScoreRow } from '../domain/metrics/groups.js'
import type { CountSource } from '../domain/metrics/metric.js'
import type { Question } from '../domain/question.js'
import { appendAnswers } from './answer-facts.js'
import { appendEvents } from './event-facts.js'
import { appendMessages } from './message-facts.js'
import { countFacts } from './read-counts.js'
import { countEvents, type Period, type TypeCount } from './read-event-counts.js'
import { countScores } from './read-scores.js'

/** Where facts are kept: appended in batches, never changed, read by the groups of a question. */
export interface FactStore {
  /** Keeps what is not kept yet. The same facts again, or in another order, leave the same numbers. */
  append(tx: Tx, batch: FactBatch): Promise<void>
  /** At most `most` groups are read. */
  count(tx: Tx, source: CountSource, question: Question, most: number): Promise<readonly CountRow[]>
  /** How often each value was given in each group, for questions of these kinds; at most `most` rows are read. */
  scores(tx: Tx, kinds: readonly string[] | null, question: Question, most: number): Promise<readonly ScoreRow[]>
  eventCounts(tx: Tx, period: Period): Promise<readonly TypeCount[]>
}

/** Facts in the service's own database. */
export const postgresFacts: FactStore = {
  append: async (tx, batch) => {
    if (batch.facts.length > 0) await appendEvents(tx, batch.facts)
    if (batch.messages.length > 0) await appendMessages(tx, batch.messages)
    if (batch.answers.length > 0) await appendAnswers(tx, batch.answers)
  },
  count: countFacts,
  scores: countScores,
  eventCounts: countEvents,
}
