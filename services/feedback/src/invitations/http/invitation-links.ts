import { AppError, type Route, route } from '@polyphon/service-kit'
import { languagesIn } from '@polyphon/service-kit/pages'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { GivenAnswers } from '../../answers/http/shapes.js'
import type { FeedbackDeps } from '../../config.js'
import { KeptAnswer } from '../../kinds/domain/registry.js'
import { ShownQuestion, toQuestionView } from '../../surveys/http/shapes.js'
import { answerInvitation } from '../commands/answer-invitation.js'
import { openInvitation } from '../queries/open-invitation.js'
import { showInvitationPage } from '../steps/show-invitation-page.js'
import { failurePage, pageAnswer } from './invitation-page.js'

const access = { who: 'link', param: 'token', unknown: 'invitation_unknown' } as const
const params = z.object({ token: z.string() })

const Opened = z
  .object({
    survey: z.object({
      key: z.string(),
      version: z.int(),
      locale: z.string().nullable().describe('The language that the texts are shown in, where it is known'),
      title: z.string(),
      questions: z.array(ShownQuestion(z.string())),
      ending: z.string().nullable(),
    }),
    answers: z.record(z.string(), KeptAnswer).describe('What was answered so far'),
    expiresAt: Moment,
  })
  .meta({ id: 'OpenedInvitation' })

const Part = z.strictObject({
  answers: GivenAnswers,
  complete: z.boolean().describe('With true the token is used up'),
  occurredAt: Timestamp.optional().describe('When the answers were really given; needs a secret key beside the token'),
})

const Kept = z
  .object({ id: z.string(), complete: z.boolean(), ending: z.string().nullable() })
  .meta({ id: 'KeptAnswers' })

export const invitationLinkRoutes = (deps: FeedbackDeps): readonly Route[] => [
  route({
    operationId: 'openInvitation',
    method: 'get',
    path: '/v1/invitations/:token',
    summary: 'The survey behind an invitation, in the language of the person',
    description:
      'Only the token is needed. Nothing is said about the person. A browser (`Accept: text/html`) gets a page with a form.',
    tag: 'Invitations',
    access,
    params,
    responses: { 200: Opened },
    problems: [410],
    alsoAnswers: ['text/html'],
    failurePage,
    handle: async (tx, { params: { token }, headers, answerType }) => {
      if (answerType === 'text/html')
        return pageAnswer(deps, token, await showInvitationPage(tx, token, languagesIn(headers['accept-language'])))
      const { survey, answers, expiresAt } = await openInvitation(tx, token)
      const questions = survey.questions.map(toQuestionView)
      return {
        status: 200,
        body: { survey: { ...survey, questions }, answers: { ...answers }, expiresAt: expiresAt.toISOString() },
      }
    },
  }),
  route({
    operationId: 'answerInvitation',
    method: 'post',
    path: '/v1/invitations/:token',
    summary: 'Answer an invitation, in one go or in parts',
    description: 'Parts are joined. Once the answer is complete, the token is used up.',
    tag: 'Invitations',
    access,
    params,
    body: Part,
    responses: { 200: Kept, 201: Kept },
    problems: [410],
    example: { answers: { satisfaction: 3, why: 'Größe passt, nur die Lieferung kam zu spät.' }, complete: true },
    handle: async (tx, { params: { token }, body, caller }) => {
      const { answers, complete, occurredAt } = body
      if (occurredAt !== undefined && !(caller.kind === 'link' && caller.secretKey)) throw needsSecretKey()
      const { isNew, ...kept } = await answerInvitation(tx, { token, answers, complete, occurredAt })
      return isNew ? { status: 201, body: kept } : { status: 200, body: kept }
    },
  }),
]

const needsSecretKey = (): AppError =>
  new AppError('forbidden', 'secret_key_required', 'Only a secret key beside the token may say when this was.', {
    faults: [{ pointer: '/body/occurredAt', code: 'secret_key_required', detail: 'Needs a secret key.' }],
  })
