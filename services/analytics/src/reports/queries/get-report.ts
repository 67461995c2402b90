import { AppError, invalidInput, type Tx } from '@polyphon/service-kit'
import type { MetricAnswer } from '../../metrics/domain/chart-of.js'
import { queryMetric } from '../../metrics/queries/query-metric.js'
import type { FactReader } from '../../metrics/store/fact-reader.js'
import {
  type AskedQuestion,
  MOST_QUESTIONS,
  OVERVIEW,
  OVERVIEW_TITLE,
  planQuestion,
  planWhole,
  type Report,
  type ReportQuestion,
  type ReportText,
  type Section,
  type SectionPlan,
  scoresByQuestion,
} from '../domain/report.js'
import { findReportFaults } from '../domain/report-faults.js'

export interface ReportRequest {
  readonly key: string
  readonly text: ReportText
  readonly mostGroups: number
  readonly now: Date
}

/** Answers all that a report asks. Throws `report_unknown` (404) and what metrics throw. */
export async function getReport(tx: Tx, request: ReportRequest, reader: FactReader): Promise<Report> {
  const { key, text, mostGroups, now } = request
  if (key !== OVERVIEW) throw new AppError('missing', 'report_unknown', 'There is no such report.')
  const faults = findReportFaults(text)
  if (faults.length > 0) throw invalidInput(faults)
  const ask = (question: ReportQuestion): Promise<MetricAnswer> =>
    queryMetric(tx, { key: question.metric, text: question.text, mostGroups }, reader)
  const scores = await ask(scoresByQuestion(text))
  const answered = questionsOf(scores)
  const shown = answered.slice(0, MOST_QUESTIONS)
  const sections: Section[] = []
  for (const plan of [...planWhole(text), ...shown.map((about) => planQuestion(text, about))])
    sections.push(await answerSection(plan, ask))
  return {
    key,
    title: OVERVIEW_TITLE,
    text,
    sections,
    leftOut: answered.length - shown.length,
    at: now,
    timeZone: scores.question.timeZone,
  }
}

// One after the other: they share a connection.
async function answerSection(
  { questions, ...section }: SectionPlan,
  ask: (question: ReportQuestion) => Promise<MetricAnswer>,
): Promise<Section> {
  const answers: MetricAnswer[] = []
  for (const question of questions) answers.push(await ask(question))
  return { ...section, answers }
}

/** The questions that have scores, first those with most; among equals in the order of the answer, by their names. */
const questionsOf = ({ groups }: MetricAnswer): readonly AskedQuestion[] =>
  groups
    .filter(({ n }) => n > 0)
    .toSorted((left, right) => right.n - left.n)
    .map(({ by }) => ({ survey: by['survey'] ?? '', question: by['question'] ?? '', scale: by['scale'] ?? '' }))
