import { AppError, invalidInput, readWorkspace, type Tx } from '@polyphon/service-kit'
import { findMetric } from '../domain/metrics/catalogue.js'
import { type Group, measureCounts, measureScores } from '../domain/metrics/groups.js'
import type { Metric } from '../domain/metrics/metric.js'
import { decideQuestion, type Fault, type Question, type QuestionText } from '../domain/question.js'
import type { FactStore } from '../store/facts.js'

export interface MetricAnswer {
  readonly metric: Metric
  readonly question: Question
  readonly groups: readonly Group[]
}

export interface AskedMetric {
  readonly key: string
  readonly text: QuestionText
  /** More groups than this are refused. */
  readonly mostGroups: number
}

/** Groups that share one place may hold as many different values each. */
const VALUES_PER_GROUP = 20

/** Answers one question about one metric of the catalogue. */
export async function queryMetric(tx: Tx, asked: AskedMetric, facts: FactStore): Promise<MetricAnswer> {
  const metric = findMetric(asked.key)
  if (metric === undefined) throw new AppError('missing', 'metric_unknown', 'There is no such metric.')
  const workspace = await readWorkspace(tx, tx.workspaceId)
  const decision = decideQuestion(asked.text, metric.dimensions, workspace?.timeZone ?? 'UTC')
  if (decision.outcome === 'refused') throw invalidInput(decision.faults)
  const { question } = decision
  const groups = await measure(tx, { metric, question, most: asked.mostGroups }, facts)
  if (groups.length > asked.mostGroups) throw tooMany(asked.mostGroups)
  return { metric, question, groups }
}

async function measure(
  tx: Tx,
  { metric, question, most }: { readonly metric: Metric; readonly question: Question; readonly most: number },
  facts: FactStore,
): Promise<readonly Group[]> {
  if (metric.source !== 'scores')
    return measureCounts(metric, question, await facts.count(tx, metric.source, question, most + 1))
  const mostRows = most * VALUES_PER_GROUP
  const rows = await facts.scores(tx, metric.kinds, question, mostRows + 1)
  if (rows.length > mostRows) throw tooMany(most)
  const decision = measureScores(metric, question, rows)
  if (decision.outcome === 'refused') throw unprocessable(decision.fault, 'The question cannot be answered as asked.')
  return decision.groups
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
