import type { Tx } from '@polyphon/service-kit'
import type { CountRow, ScoreRow } from '../domain/groups.js'
import type { CountSource } from '../domain/metric.js'
import type { Question } from '../domain/question.js'
import { countFacts } from './read-counts.js'
import { countScores } from './read-scores.js'

/** Facts as metrics read them: by the groups of a question. */
export interface FactReader {
  /** At most `most` groups are read. */
  count(tx: Tx, source: CountSource, question: Question, most: number): Promise<readonly CountRow[]>
  /** How often each value was given in each group, for questions of these kinds; at most `most` rows are read. */
  scores(tx: Tx, kinds: readonly string[] | null, question: Question, most: number): Promise<readonly ScoreRow[]>
}

/** Reads facts in the service's own database. */
export const postgresReader: FactReader = { count: countFacts, scores: countScores }
