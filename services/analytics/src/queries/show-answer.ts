import { drawChart } from '../domain/drawing/chart.js'
import { toCsv } from '../domain/drawing/csv.js'
import type { Language } from '../domain/drawing/language.js'
import type { Chart } from '../domain/drawing/parts.js'
import type { MetricAnswer } from './query-metric.js'

/** The answer as a table, RFC 4180. */
export const listAnswer = (answer: MetricAnswer): string => toCsv(chartOf(answer))

/** The answer as a drawing that can be read aloud, in the light and in the dark. */
export const drawAnswer = (answer: MetricAnswer, language: Language): string => drawChart(chartOf(answer), language)

const chartOf = ({ metric, question, groups }: MetricAnswer): Chart => ({
  title: metric.title,
  unit: metric.unit,
  method: metric.method,
  every: question.every,
  timeZone: question.timeZone,
  columns: [...question.by.map(({ name }) => name), ...(metric.splitsBy === undefined ? [] : [metric.splitsBy])],
  groups,
})
