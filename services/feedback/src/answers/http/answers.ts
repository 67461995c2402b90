import { Id, Key, type Route, route } from '@polyphon/service-kit'
import { type Caller } from '@polyphon/service-kit/access'
import { briefListOf, LINES_TEXT } from '@polyphon/service-kit/lists'
import { Locale, Moment, type PersonSubject, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { FeedbackDeps } from '../../config.js'
import { type Submission, type Submitter, submitAnswers } from '../commands/submit-answers.js'
import type { Answer } from '../domain/answer.js'
import { getAnswer } from '../queries/get-answer.js'
import { answerList, listAnswers } from '../queries/list-answers.js'
import { GivenAnswers, Properties } from './shapes.js'

export const SubmissionBody = z.strictObject({
  survey: Key,
  profileId: Id.optional(),
  identifier: z.strictObject({ type: z.string().min(1).max(100), value: z.string().min(1).max(512) }).optional(),
  answers: GivenAnswers,
  properties: Properties.default({}),
  complete: z.boolean().default(true),
  locale: Locale.optional().describe('Used where the language of the person is not known'),
  occurredAt: Timestamp.optional().describe(
    'When the answers were given; now unless stated. With a publishable key at most a day ago',
  ),
})

export function submissionOf(body: z.output<typeof SubmissionBody>): Submission {
  const { profileId, identifier, locale, occurredAt, ...rest } = body
  return { ...rest, claim: { profileId, identifier }, locale: locale ?? null, occurredAt }
}

const Submitted = z
  .object({
    id: z.string(),
    survey: z.string(),
    version: z.int(),
    complete: z.boolean(),
    ending: z.string().nullable(),
    profileId: z.string().nullable().optional().describe('Who answered; never shown to a publishable key alone'),
  })
  .meta({ id: 'SubmittedAnswer' })

const AnswerView = z
  .object({
    id: z.string(),
    survey: z.string(),
    version: z.int(),
    profileId: z.string().nullable().describe('Null as long as nobody is known'),
    invitationId: z.string().nullable(),
    runId: z.string().nullable(),
    scores: z.array(
      z.object({
        question: z.string(),
        kind: z.string(),
        value: z.number(),
        scale: z.object({ min: z.number(), max: z.number() }),
      }),
    ),
    texts: z.array(z.object({ question: z.string(), text: z.string() })),
    choices: z
      .array(z.object({ question: z.string(), values: z.array(z.string()), other: z.string().optional() }))
      .describe('The ids of the options that were chosen, and what was written instead of one'),
    properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    complete: z.boolean(),
    locale: z.string().nullable(),
    occurredAt: Moment,
    receivedAt: Moment,
  })
  .meta({ id: 'Answer' })

const toAnswerView = (answer: Answer): z.input<typeof AnswerView> => ({
  ...answer,
  scores: [...answer.scores],
  texts: [...answer.texts],
  choices: answer.choices.map((choice) => ({ ...choice, values: [...choice.values] })),
  properties: { ...answer.properties },
  occurredAt: answer.occurredAt.toISOString(),
  receivedAt: answer.receivedAt.toISOString(),
})

function submitterOf(caller: Caller): Submitter {
  if (caller.kind === 'publishable')
    return caller.person === null ? { kind: 'page' } : { kind: 'person', subject: caller.person }
  return { kind: 'backend' }
}

const subjectOf = (caller: Caller): PersonSubject | null => (caller.kind === 'publishable' ? caller.person : null)

const submit = route({
  operationId: 'submitAnswers',
  method: 'post',
  path: '/v1/answers',
  summary: 'Answer a survey without an invitation',
  description: 'Where nobody is known by the identifier, the answer finds its person once somebody is.',
  tag: 'Answers',
  access: { who: 'key', scope: 'feedback:write', staff: 'people', publishable: 'alone' },
  body: SubmissionBody,
  responses: { 201: Submitted },
  example: {
    survey: 'delivery',
    identifier: { type: 'user_id', value: 'anna-weiss' },
    answers: { satisfaction: 4 },
    properties: { late: false },
    complete: true,
  },
  handle: async (tx, { body, caller }) => {
    const submitter = submitterOf(caller)
    const { answer, ending } = await submitAnswers(tx, submissionOf(body), submitter)
    const { id, survey, version, complete } = answer
    const who = submitter.kind === 'page' ? {} : { profileId: answer.profileId }
    return { status: 201, body: { id, survey, version, complete, ending, ...who } }
  },
})

const AnswerList = briefListOf(AnswerView, ['scores', 'texts', 'choices', 'properties'])

const list = (deps: FeedbackDeps): Route =>
  route({
    operationId: 'listAnswers',
    method: 'get',
    path: '/v1/answers',
    summary: 'Answers, newest first',
    description: `With a person token: that person’s own answers. ${LINES_TEXT}`,
    tag: 'Answers',
    access: { who: 'key', scope: 'feedback:read', staff: 'people', publishable: 'with_person' },
    query: answerList.query,
    responses: { 200: AnswerList },
    handle: (tx, request) =>
      listAnswers(tx, request, {
        db: deps.db,
        schema: AnswerList,
        subject: subjectOf(request.caller),
        show: toAnswerView,
      }),
  })

const get = route({
  operationId: 'getAnswer',
  method: 'get',
  path: '/v1/answers/:id',
  summary: 'One answer',
  tag: 'Answers',
  access: { who: 'key', scope: 'feedback:read', staff: 'people', publishable: 'with_person' },
  params: z.object({ id: Id }),
  responses: { 200: AnswerView },
  handle: async (tx, { params, caller }) => ({
    status: 200,
    body: toAnswerView(await getAnswer(tx, params.id, subjectOf(caller))),
  }),
})

export const answerRoutes = (deps: FeedbackDeps): readonly Route[] => [submit, list(deps), get]
