import { AppError, encodingInvalid, type Route, route } from '@polyphon/service-kit'
import { HTML, languagesIn, pageHeaders, publicUrlOf } from '@polyphon/service-kit/pages'
import { decodeUtf8 } from '@polyphon/values'
import { z } from 'zod'
import type { FeedbackDeps } from '../../config.js'
import { answerInvitationPage } from '../commands/answer-invitation-page.js'
import { isUtf8Form, readForm } from '../domain/page-form.js'
import { showInvitationPage } from '../steps/show-invitation-page.js'
import type { InvitationPage } from '../steps/show-page.js'
import { surveyFailure, surveyPage } from './survey-page.js'

const FORM = 'application/x-www-form-urlencoded'
const LIMIT = 1_048_576

/** What a browser is shown instead of a problem, whoever has answered. */
export const failurePage: NonNullable<Route['failurePage']> = ({ status }, headers) =>
  surveyFailure(status, headers['accept-language'])

/** A page of an invitation as it is answered: one that is used or expired is gone for browsers, too. */
export function pageAnswer({ settings }: FeedbackDeps, token: string, page: InvitationPage) {
  const { pathname } = new URL(publicUrlOf(settings))
  const action = `${pathname.replace(/\/$/, '')}/v1/invitations/${encodeURIComponent(token)}/page`
  const { shown } = page
  const isWrong = shown.state === 'asks' && shown.faults.length > 0
  const status = shown.state === 'used' || shown.state === 'expired' ? 410 : isWrong ? 400 : 200
  return { status, contentType: HTML, text: surveyPage(page, action), headers: pageHeaders(page.brand) }
}

/** The page of an invitation where a browser sends its form, and where it comes back to. */
export function invitationPageRoutes(deps: FeedbackDeps): readonly Route[] {
  const shared = {
    path: '/v1/invitations/:token/page',
    tag: 'Invitations',
    access: { who: 'link', param: 'token', unknown: 'invitation_unknown' },
    params: z.object({ token: z.string() }),
    responses: { 200: z.string() },
    problems: [410],
    onlyAnswers: 'text/html',
    failurePage,
  } as const
  return [
    route({
      ...shared,
      operationId: 'showInvitationPage',
      method: 'get',
      summary: 'The page of an invitation, whatever Accept says',
      hidden: true,
      handle: async (tx, { params: { token }, headers }) =>
        pageAnswer(deps, token, await showInvitationPage(tx, token, languagesIn(headers['accept-language']))),
    }),
    route({
      ...shared,
      operationId: 'answerInvitationPage',
      method: 'post',
      summary: 'Take the form of the page of an invitation',
      description:
        'For the page that `openInvitation` answers to browsers; programs use `answerInvitation`. What is wrong stands on the page that comes back (400), beside what was filled in; one that was answered or has expired is a page, too (410).',
      problems: [410, 415],
      rawBody: { limitBytes: LIMIT },
      idempotencyKey: 'none',
      handle: async (tx, { params: { token }, headers, body, contentType = '' }) => {
        if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== FORM)
          throw new AppError('unsupported', 'media_type_unsupported', `Send ${FORM}.`)
        const bytes: unknown = body
        const text = bytes instanceof Uint8Array ? decodeUtf8(bytes) : ''
        if (text === null || !isUtf8Form(text)) throw encodingInvalid('/body', 'The form is not UTF-8.')
        const browser = languagesIn(headers['accept-language'])
        return pageAnswer(deps, token, await answerInvitationPage(tx, { token, form: readForm(text), browser }))
      },
    }),
  ]
}
