import type { Language } from '../../drawing/domain/language.js'
import type { MetricAnswer } from '../../metrics/domain/chart-of.js'
import type { QuestionText } from '../../metrics/domain/question.js'

type Title = Readonly<Record<Language, string>>

/** The question of a survey that a section is about. */
export interface AskedQuestion {
  readonly survey: string
  readonly question: string
  readonly scale: string
}

export interface ReportText extends QuestionText {
  /** What the scores of each question are told apart by, beside the whole. */
  readonly by?: string | undefined
}

/** One question of a report: a metric, and what is asked of it. */
export interface ReportQuestion {
  readonly metric: string
  readonly text: QuestionText
}

/** What stands together under one heading. */
export interface SectionPlan {
  readonly title: Title
  readonly about: AskedQuestion | null
  readonly questions: readonly ReportQuestion[]
}

export interface Section extends Omit<SectionPlan, 'questions'> {
  readonly answers: readonly MetricAnswer[]
}

/** A report that has been answered, at the moment of its numbers. */
export interface Report {
  readonly key: string
  readonly title: Title
  readonly text: ReportText
  readonly sections: readonly Section[]
  /** How many questions of surveys are not shown, as too many were answered in the period. */
  readonly leftOut: number
  readonly at: Date
  /** In which buckets begin and times are said. */
  readonly timeZone: string
}

/** The report that every workspace has. */
export const OVERVIEW = 'overview'
export const OVERVIEW_TITLE: Title = { de: 'Überblick', en: 'Overview' }

/** Each question of a survey is asked about several times, and whoever reads a page reads no more of them. */
export const MOST_QUESTIONS = 12

/** Finds the questions of surveys that have scores in the period, each with the scale on which they were given. */
export const scoresByQuestion = ({ from, to }: ReportText): ReportQuestion => ({
  metric: 'score.mean',
  text: { from, to, by: 'survey,question,scale' },
})

/** What an overview asks before it comes to single questions of surveys. */
export function planWhole({ from, to, every = 'P1M' }: ReportText): readonly SectionPlan[] {
  const whole = (metric: string): ReportQuestion => ({ metric, text: { from, to } })
  const course = (metric: string): ReportQuestion => ({ metric, text: { from, to, every } })
  return [
    {
      title: { de: 'Auf einen Blick', en: 'At a glance' },
      about: null,
      questions: ['persons.count', 'interactions.count', 'messages.count', 'answers.count'].map(whole),
    },
    {
      title: { de: 'Gefragt und geantwortet', en: 'Asked and answered' },
      about: null,
      questions: ['messages.count', 'answers.count'].map(course),
    },
  ]
}

/** What an overview asks about a question of a survey: its scores as a whole, how they lie, and what they differ by. */
export function planQuestion({ from, to, by }: ReportText, about: AskedQuestion): SectionPlan {
  const where = [`survey:${about.survey}`, `question:${about.question}`, `scale:${about.scale}`]
  const ask = (metric: string, more: QuestionText = {}): ReportQuestion => ({
    metric,
    text: { from, to, where, ...more },
  })
  const title = `${about.survey} · ${about.question} (${about.scale.replace('..', '–')})`
  return {
    title: { de: title, en: title },
    about,
    questions: [
      ask('score.mean'),
      ...(isShort(about.scale) ? [ask('score.distribution')] : []),
      ...(by === undefined ? [] : [ask('score.mean', { by }), ask('score.top2_share', { by })]),
    ],
  }
}

const MOST_POINTS = 11

/** Whether each point of a scale, as `0..10`, is a bar that somebody looks at. */
function isShort(scale: string): boolean {
  const [min, max] = scale.split('..').map(Number)
  return min !== undefined && max !== undefined && max - min < MOST_POINTS
}
