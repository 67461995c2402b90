import type { Chart } from '../../drawing/domain/parts.js'
import type { Range } from '../../drawing/domain/scale.js'
import { endOfBucket } from './buckets.js'
import type { Group } from './groups.js'
import type { Metric, Scale } from './metric.js'
import type { Question } from './question.js'

/** A metric's groups as they answer a question. */
export interface MetricAnswer {
  readonly metric: Metric
  readonly question: Question
  readonly groups: readonly Group[]
  /** From the lowest to the highest end of the scales that were asked about; null where there is none. */
  readonly scale: Scale | null
}

/** The chart of an answer, to be listed or drawn. */
export const chartOf = ({ metric, question, groups, scale }: MetricAnswer): Chart => ({
  title: metric.title,
  unit: metric.unit,
  method: metric.method,
  every: question.every,
  timeZone: question.timeZone,
  endOf: (at) => endOfBucket(question, at),
  columns: [...question.by.map(({ name }) => name), ...(metric.splitsBy === undefined ? [] : [metric.splitsBy])],
  range: rangeOf(metric, scale),
  groups,
})

function rangeOf({ unit }: Metric, scale: Scale | null): Range | null {
  switch (unit) {
    case 'count':
      return null
    case 'share':
      return { min: 0, max: 1 }
    case 'points':
      return { min: -100, max: 100 }
    case 'score':
      return scale
  }
}
