import { type Route, route } from '@polyphon/service-kit'
import { HTML, htmlPage, languagesIn, PAGE_HEADERS, pageLanguage } from '@polyphon/service-kit/pages'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { AnalyticsDeps } from '../../config.js'
import { granularities } from '../../facts/domain/period.js'
import { MetricResult, toMetricResult } from '../../metrics/http/metrics.js'
import { MOST_QUESTIONS, OVERVIEW, type Report } from '../domain/report.js'
import { drawReport } from '../domain/report-page.js'
import { getReport } from '../queries/get-report.js'

const Text = z.object({ de: z.string(), en: z.string() })

const ReportView = z
  .object({
    key: z.string(),
    title: Text,
    at: Moment.describe('When the numbers were read'),
    sections: z.array(
      z.object({
        title: Text,
        about: z
          .object({ survey: z.string(), question: z.string(), scale: z.string() })
          .nullable()
          .describe('The question of a survey that the section is about; null where it is about all'),
        results: z.array(MetricResult).describe('As `queryMetric` answers'),
      }),
    ),
    leftOut: z
      .int()
      .min(0)
      .describe(`How many more questions were answered: a report shows the ${MOST_QUESTIONS} that were answered most`),
  })
  .meta({ id: 'Report' })

const query = z.strictObject({
  from: Timestamp.optional().describe('Beginning of the period, inclusive'),
  to: Timestamp.optional().describe('End of the period, exclusive'),
  every: z.enum(granularities).optional().describe('Granularity of what is drawn over time; a month unless said'),
  by: z
    .string()
    .max(1_200)
    .optional()
    .describe('What the scores of each question are told apart by, as in `queryMetric`: `property.late`'),
})

const TEXT_HTML = 'text/html'

const DESCRIPTION = `\`${OVERVIEW}\` says how many people there are and what they did, what was asked and answered over time, and of each question of a survey the mean of its scores and, on a short scale, how they lie, with intervals.

\`Accept: text/html\` answers a page without scripts to keep or to hand on: drawings, and each drawing's numbers as a table, in German or English by \`Accept-Language\`.`

export const reportRoutes = (deps: AnalyticsDeps): readonly Route[] => [
  route({
    operationId: 'getReport',
    method: 'get',
    path: '/v1/reports/:report',
    tag: 'reports',
    summary: 'Read a report, as numbers or as a page',
    description: DESCRIPTION,
    access: { who: 'key', scope: 'analytics:read', staff: 'numbers' },
    scans: true,
    params: z.object({ report: z.string().max(200).describe(`\`${OVERVIEW}\``) }),
    query,
    responses: { 200: ReportView },
    alsoAnswers: [TEXT_HTML],
    handle: async (tx, { params: { report: key }, query: text, headers, answerType }) => {
      const { reader } = deps.tools
      const mostGroups = deps.settings.METRIC_GROUPS_MOST
      const report = await getReport(tx, { key, text, mostGroups, now: tx.now }, reader)
      return answerType === TEXT_HTML
        ? pageOf(report, headers['accept-language'])
        : { status: 200 as const, body: toReportView(report), headers: VARY }
    },
  }),
]

const VARY = { vary: 'Accept, Accept-Language' }

function pageOf(report: Report, accept: string | undefined) {
  const language = pageLanguage(languagesIn(accept))
  const text = htmlPage({ language, title: report.title[language], content: drawReport(report, language) })
  return { status: 200, contentType: HTML, text, headers: { ...PAGE_HEADERS, ...VARY } }
}

const toReportView = ({ key, title, at, sections, leftOut }: Report): z.input<typeof ReportView> => ({
  key,
  title,
  at: at.toISOString(),
  sections: sections.map(({ answers, ...section }) => ({ ...section, results: answers.map(toMetricResult) })),
  leftOut,
})
