import type { Chart } from '../../drawing/domain/parts.js'
import type { Group } from './groups.js'
import type { Metric } from './metric.js'
import type { Question } from './question.js'

/** A metric's groups as they answer a question. */
export interface MetricAnswer {
  readonly metric: Metric
  readonly question: Question
  readonly groups: readonly Group[]
}

/** The chart of an answer, to be listed or drawn. */
export const chartOf = ({ metric, question, groups }: MetricAnswer): Chart => ({
  title: metric.title,
  unit: metric.unit,
  method: metric.method,
  every: question.every,
  timeZone: question.timeZone,
  columns: [...question.by.map(({ name }) => name), ...(metric.splitsBy === undefined ? [] : [metric.splitsBy])],
  groups,
})
