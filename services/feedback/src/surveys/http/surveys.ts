import { etagOf, firstFaults, Key, listOf, page, type Route, readPage, route, Warnings } from '@polyphon/service-kit'
import { z } from 'zod'
import { LocalText } from '../../kinds/domain/local-text.js'
import { putSurvey } from '../commands/put-survey.js'
import type { Survey } from '../domain/survey.js'
import { getSurvey } from '../queries/get-survey.js'
import { listSurveys } from '../queries/list-surveys.js'
import { findSurveyWarnings } from '../steps/find-survey-warnings.js'
import { Moment, QuestionBody, ShownQuestion, showQuestion } from './shapes.js'

const SurveyBody = z.strictObject({
  title: LocalText,
  questions: z.array(QuestionBody).min(1).max(100),
  ending: LocalText.nullable().default(null).describe('What is said to somebody who has answered'),
})

const SurveyView = z
  .object({
    key: z.string(),
    version: z.int(),
    title: LocalText,
    questions: z.array(ShownQuestion(LocalText)),
    ending: LocalText.nullable(),
    publishedAt: Moment,
  })
  .meta({ id: 'Survey' })

const Publication = SurveyView.extend({ warnings: Warnings }).meta({ id: 'SurveyPublication' })

const toSurveyView = ({ publishedAt, ...survey }: Survey): z.input<typeof SurveyView> => ({
  ...survey,
  questions: survey.questions.map(showQuestion),
  publishedAt: publishedAt.toISOString(),
})

const example = {
  title: { de: 'Ihre Lieferung', en: 'Your delivery' },
  questions: [
    {
      id: 'satisfaction',
      kind: 'csat',
      text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
      required: true,
    },
    {
      id: 'why',
      kind: 'text',
      text: { de: 'Was hätten wir besser machen können?', en: 'What could we have done better?' },
      showIf: { path: 'answer.satisfaction', op: 'lte', value: 3 },
    },
  ],
  ending: { de: 'Danke für Ihre Rückmeldung!', en: 'Thank you!' },
}

export const surveyRoutes = (): readonly Route[] => [
  route({
    operationId: 'putSurvey',
    etag: true,
    method: 'put',
    path: '/v1/surveys/:key',
    summary: 'Publish a version of a survey',
    description:
      'A version never changes. The same content again answers the version that it already is. `warnings` say what keeps invitations from going out, and what of the questions is hardly meant so.',
    tag: 'Surveys',
    access: { who: 'key', scope: 'feedback:write' },
    ifMatch: 'optional',
    params: z.object({ key: Key }),
    body: SurveyBody,
    responses: { 200: Publication, 201: Publication },
    example,
    handle: async (tx, { params, body, ifMatch }) => {
      const survey = await putSurvey(tx, { key: params.key, draft: body, ifMatch })
      const isFirst = survey.version === 1 && survey.publishedAt.getTime() === tx.now.getTime()
      const warnings = firstFaults(await findSurveyWarnings(tx, survey.questions))
      const response = { body: { ...toSurveyView(survey), warnings }, headers: { etag: etagOf(survey.version) } }
      return isFirst ? { status: 201, ...response } : { status: 200, ...response }
    },
  }),
  route({
    operationId: 'listSurveys',
    method: 'get',
    path: '/v1/surveys',
    summary: 'The newest version of each survey, by key',
    tag: 'Surveys',
    access: { who: 'key', scope: 'feedback:read' },
    query: z.object(page),
    responses: { 200: listOf(SurveyView) },
    handle: async (tx, { query }) => {
      const body = await readPage(query, {
        position: z.tuple([z.string().max(63)]),
        read: (behind, most) => listSurveys(tx, behind?.[0] ?? null, most),
        item: toSurveyView,
        positionOf: ({ key }) => [key],
      })
      return { status: 200, body }
    },
  }),
  route({
    operationId: 'getSurvey',
    etag: true,
    method: 'get',
    path: '/v1/surveys/:key',
    summary: 'A survey with all its languages',
    tag: 'Surveys',
    access: { who: 'key', scope: 'feedback:read' },
    params: z.object({ key: Key }),
    query: z.object({
      version: z.coerce.number().int().min(1).max(1_000_000_000).optional().describe('The newest one unless said'),
    }),
    responses: { 200: SurveyView },
    handle: async (tx, { params, query }) => {
      const survey = await getSurvey(tx, params.key, query.version)
      return { status: 200, body: toSurveyView(survey), headers: { etag: etagOf(survey.version) } }
    },
  }),
]
