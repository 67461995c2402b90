import { createHash } from 'node:crypto'
import { invalidInput, listOf, type Route, route } from '@polyphon/service-kit'
import { languagesIn, pageLanguage } from '@polyphon/service-kit/pages'
import { type Fault, Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { AnalyticsDeps } from '../../config.js'
import { drawChart } from '../../drawing/domain/chart.js'
import { toCsv } from '../../drawing/domain/csv.js'
import { granularities } from '../../facts/domain/period.js'
import { chartOf, type MetricAnswer } from '../domain/chart-of.js'
import type { Metric } from '../domain/metric.js'
import { listMetrics } from '../queries/list-metrics.js'
import { queryMetric } from '../queries/query-metric.js'

const read = { who: 'key', scope: 'analytics:read', staff: 'numbers' } as const
const Method = z.enum(['count', 'wilson', 'adjusted_wald', 't'])
const Unit = z.enum(['count', 'share', 'points', 'score'])

const MetricView = z
  .object({
    key: z.string(),
    title: z.object({ de: z.string(), en: z.string() }),
    meaning: z.string(),
    unit: Unit.describe('`count`: a number of things; `share`: 0 to 1; `points`: −100 to 100; `score`: on its scale'),
    formula: z.string(),
    method: Method.describe('How the interval is made. `count`: the number is exact and the interval null'),
    dimensions: z
      .array(z.string())
      .describe(
        'For `by` and `where`. `property.<name>`: any plain property that came along with the fact; a name with special characters is quoted, `property["utm:source"]`',
      ),
  })
  .meta({ id: 'Metric' })

const Group = z.object({
  by: z
    .record(z.string(), z.string())
    .describe('Value of each dimension asked for; the empty text where nothing was given'),
  at: Moment.optional().describe('Beginning of the bucket, if `every` was asked for'),
  value: z.number().nullable().describe('Null where nothing can be said: a share or mean of nothing'),
  n: z.number().int().min(0).describe('How many facts the value rests on'),
  count: z.number().int().min(0).optional().describe('Of a share: how many of the n'),
  interval: z
    .object({ low: z.number(), high: z.number(), level: z.number() })
    .nullable()
    .describe('Null for counts, which are exact, and where there is too little to say'),
  method: Method,
})

export const MetricResult = z
  .object({
    metric: z.string(),
    unit: Unit,
    from: Moment.nullable(),
    to: Moment.nullable(),
    every: z.string().nullable(),
    timeZone: z.string().describe('In which the buckets begin'),
    groups: z.array(Group),
  })
  .meta({ id: 'MetricResult' })

const CSV = 'text/csv'
const SVG = 'image/svg+xml'

const WhereText = z.string().max(800)

const query = z.strictObject({
  from: Timestamp.optional().describe('Beginning of the period, inclusive; facts count when they occurred'),
  to: Timestamp.optional().describe('End of the period, exclusive'),
  by: z
    .string()
    .max(1_200)
    .optional()
    .describe(
      'Comma list of dimensions, at most five: `survey,property.late,property["size, colour"]`. A property is one if its name has at most 200 characters and its value is a number, true, false or a text of at most 512',
    ),
  every: z
    .enum(granularities)
    .optional()
    .describe(
      'One number for each hour, day, week or month on the clock of the workspace; a week begins on the weekday that the workspace has set (`weekStart`), else on Monday. Buckets without facts are left out',
    ),
  where: z
    .preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(WhereText).max(50))
    .optional()
    .describe(
      '`dimension:value`; repeat it for more. Different dimensions must all fit, of one dimension any value; `dimension:` fits where nothing was given',
    ),
  bom: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      'Of CSV only: whether a byte order mark stands in front, without which Excel reads umlauts wrongly; `false` unless said',
    ),
})

const BOM_MISPLACED: Fault = {
  pointer: '/query/bom',
  code: 'parameter_misplaced',
  detail: `Only with Accept: ${CSV}.`,
}

const DESCRIPTION = `Made of every fact that occurred in the period, in whatever order it arrived. \`Accept: text/csv\` lists the groups, \`Accept: image/svg+xml\` draws them, with German or English labels by \`Accept-Language\`.

Scores of different scales are never mixed (422 \`scales_mixed\`): group by \`scale\` or choose one with \`where=scale:1..5\`. Grouping by \`question\` is enough where none of them has changed its scale. The dimension \`locale\` is the language that the person has now; where nobody is known, that of the fact.`

export const metricRoutes = (deps: AnalyticsDeps): readonly Route[] => [
  route({
    operationId: 'listMetrics',
    method: 'get',
    path: '/v1/metrics',
    tag: 'metrics',
    summary: 'List the metrics that can be asked for',
    access: read,
    responses: { 200: listOf(MetricView) },
    handle: async () => ({ status: 200, body: { items: listMetrics().map(toMetricView), nextCursor: null } }),
  }),
  route({
    operationId: 'queryMetric',
    method: 'get',
    path: '/v1/metrics/:metric',
    tag: 'metrics',
    summary: 'Ask for a metric, with intervals',
    description: DESCRIPTION,
    access: read,
    scans: true,
    params: z.object({ metric: z.string().max(200).describe('Key of a metric, such as `score.mean`') }),
    query,
    responses: { 200: MetricResult },
    alsoAnswers: [CSV, SVG],
    handle: async (tx, { params: { metric }, query: { bom, ...text }, headers, answerType }) => {
      const mostGroups = deps.settings.METRIC_GROUPS_MOST
      if (bom !== undefined && answerType !== CSV) throw invalidInput([BOM_MISPLACED])
      const answer = await queryMetric(tx, { key: metric, text, mostGroups }, deps.tools.reader)
      return present(answer, { answerType, language: headers['accept-language'], isMarked: bom === 'true' })
    },
  }),
]

const VARY = { vary: 'Accept, Accept-Language' }

function present(
  answer: MetricAnswer,
  wanted: { readonly answerType: string; readonly language: string | undefined; readonly isMarked: boolean },
) {
  switch (wanted.answerType) {
    case CSV:
      return {
        status: 200,
        contentType: 'text/csv; charset=utf-8; header=present',
        text: toCsv(chartOf(answer), wanted),
        headers: VARY,
      }
    case SVG: {
      // Opened as a page of its own, the drawing needs its own style, and nothing else.
      const headers = { ...VARY, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }
      const drawing = drawChart(chartOf(answer), pageLanguage(languagesIn(wanted.language)), idOf(answer))
      return { status: 200, contentType: 'image/svg+xml; charset=utf-8', text: drawing, headers }
    }
    default:
      return { status: 200 as const, body: toMetricResult(answer), headers: VARY }
  }
}

/** Another one for each answer: two drawings that are put into one page must not share their ids. */
const idOf = (answer: MetricAnswer): string =>
  `polyphon-${createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, 12)}`

function toMetricView(metric: Metric): z.input<typeof MetricView> {
  const { key, title, meaning, unit, formula, method, dimensions } = metric
  return { key, title, meaning, unit, formula, method, dimensions: [...dimensions] }
}

export function toMetricResult({ metric, question, groups }: MetricAnswer): z.input<typeof MetricResult> {
  return {
    metric: metric.key,
    unit: metric.unit,
    from: question.from?.toISOString() ?? null,
    to: question.to?.toISOString() ?? null,
    every: question.every,
    timeZone: question.timeZone,
    groups: groups.map(({ at, ...group }) => ({ ...group, ...(at === undefined ? {} : { at: at.toISOString() }) })),
  }
}
