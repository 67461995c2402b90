import { type Route, route } from '@polyphon/service-kit'
import { HTML, languagesIn, pageHeaders } from '@polyphon/service-kit/pages'
import { z } from 'zod'
import { readMailbox } from '../../channels/domain/mail.js'
import type { MessagingDeps } from '../../config.js'
import { unsubscribe } from '../commands/unsubscribe.js'
import { showUnsubscribe } from '../queries/show-unsubscribe.js'
import { type Subscription, unsubscribeUnknown } from '../steps/read-subscription.js'
import { unsubscribeFailure, unsubscribePage } from './unsubscribe-page.js'

const access = { who: 'link', param: 'token', unknown: 'unsubscribe_unknown', evenSuspended: true } as const
const params = z.object({ token: z.string().min(1).max(200) })
const LIMIT = 65_536

/** What all of them have in common, also those that lead to nothing. */
const shared = {
  tag: 'unsubscribe',
  responses: { 200: z.string() },
  onlyAnswers: 'text/html',
  failurePage: ({ status }, headers) => unsubscribeFailure(status, headers['accept-language']),
} as const satisfies Partial<Route>

export const unsubscribeRoutes = (deps: MessagingDeps): readonly Route[] => [
  route({
    ...shared,
    operationId: 'showUnsubscribe',
    method: 'get',
    path: '/v1/unsubscribe/:token',
    summary: 'Show what the link would end; looking changes nothing',
    access,
    params,
    handle: async (tx, { params: { token }, headers }) => {
      const found = await showUnsubscribe(tx, token)
      return page(deps.settings, found.isEnded ? 'already' : 'question', found, headers['accept-language'])
    },
  }),
  route({
    ...shared,
    operationId: 'unsubscribe',
    method: 'post',
    path: '/v1/unsubscribe/:token',
    summary: 'Unsubscribe by one click (RFC 8058)',
    access,
    params,
    rawBody: { limitBytes: LIMIT },
    idempotencyKey: 'none',
    handle: async (tx, { params: { token }, headers }) =>
      page(deps.settings, 'done', await unsubscribe(tx, token), headers['accept-language']),
  }),
  ...strayRoutes(),
]

// What a mail program or a hand has cut off, or put something behind.
const strayRoutes = (): readonly Route[] =>
  ['/v1/unsubscribe', '/v1/unsubscribe/:token/*'].flatMap((path, index) =>
    (['get', 'post'] as const).map((method) =>
      route({
        ...shared,
        operationId: `${method}StrayUnsubscribe${index}`,
        method,
        path,
        summary: 'A link that is not whole',
        hidden: true,
        access: { who: 'anyone' },
        ...(method === 'post' ? { rawBody: { limitBytes: LIMIT }, idempotencyKey: 'none' } : {}),
        handleOutside: (_request) => Promise.reject(unsubscribeUnknown()),
      }),
    ),
  )

function page(
  settings: MessagingDeps['settings'],
  state: 'question' | 'done' | 'already',
  { topic, channel, profileId, personLocale, locale, workspaceName, brand }: Subscription,
  acceptLanguage: string | undefined,
) {
  const mailbox = channel === 'email' ? readMailbox(settings.MAIL_FROM) : null
  const sender = mailbox?.name ?? mailbox?.address ?? workspaceName
  const wanted = [personLocale, locale, ...languagesIn(acceptLanguage)]
  const text = unsubscribePage(state, { topic, channel, sender, isPerson: profileId !== null, wanted, brand })
  return { status: 200, contentType: HTML, text, headers: pageHeaders(brand) }
}
