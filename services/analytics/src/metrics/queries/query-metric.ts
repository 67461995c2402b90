import { AppError, invalidInput, type Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { type Fault, settingsOf } from '@polyphon/values'
import { findMetric } from '../domain/catalogue.js'
import type { MetricAnswer } from '../domain/chart-of.js'
import { measureCounts, measureScores } from '../domain/groups.js'
import type { Metric } from '../domain/metric.js'
import { decideQuestion, type Question, type QuestionText } from '../domain/question.js'
import type { FactReader } from '../store/fact-reader.js'

export interface MetricRequest {
  readonly key: string
  readonly text: QuestionText
  /** More groups than this are refused. */
  readonly mostGroups: number
}

const MONDAY = 1

/** Each group may hold as many different values. */
const VALUES_PER_GROUP = 20

/** Answers one question about one metric of the catalogue. */
export async function queryMetric(tx: Tx, request: MetricRequest, reader: FactReader): Promise<MetricAnswer> {
  const metric = findMetric(request.key)
  if (metric === undefined) throw new AppError('missing', 'metric_unknown', 'There is no such metric.')
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const clock = {
    timeZone: workspace?.timeZone ?? 'UTC',
    weekStart: workspace === null ? MONDAY : settingsOf(workspace).weekStart,
  }
  const decision = decideQuestion(request.text, metric.dimensions, clock)
  if (decision.outcome === 'refused') throw invalidInput(decision.faults)
  const { question } = decision
  const { groups, scale } = await measure(tx, { metric, question, most: request.mostGroups }, reader)
  if (groups.length > request.mostGroups) throw tooMany(request.mostGroups)
  return { metric, question, groups, scale }
}

async function measure(
  tx: Tx,
  { metric, question, most }: { readonly metric: Metric; readonly question: Question; readonly most: number },
  reader: FactReader,
): Promise<Pick<MetricAnswer, 'groups' | 'scale'>> {
  if (metric.source !== 'scores') {
    const rows = await reader.count(tx, metric.source, question, most + 1)
    return { groups: measureCounts(metric, question, rows), scale: null }
  }
  const mostRows = most * VALUES_PER_GROUP
  const rows = await reader.scores(tx, metric.kinds, question, mostRows + 1)
  if (rows.length > mostRows) throw tooMany(most)
  const decision = measureScores(metric, question, rows)
  if (decision.outcome === 'refused')
    throw unprocessable(decision.fault, 'The question cannot be answered as requested.')
  return decision
}

const tooMany = (most: number): AppError =>
  unprocessable(
    {
      pointer: '/query/by',
      code: 'too_many_groups',
      detail: `At most ${most}. Ask for a shorter period, a longer \`every\`, fewer dimensions, or choose with \`where\`.`,
    },
    'The answer would have too many groups.',
  )

const unprocessable = (fault: Fault, message: string): AppError =>
  new AppError('unprocessable', fault.code, message, { faults: [fault] })
