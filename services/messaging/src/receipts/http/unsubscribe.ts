import { type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import { unsubscribe } from '../commands/unsubscribe.js'
import { showUnsubscribe } from '../queries/show-unsubscribe.js'
import { unsubscribePage } from './unsubscribe-page.js'

const access = { who: 'link', param: 'token', unknown: 'unsubscribe_unknown' } as const
const params = z.object({ token: z.string().min(1).max(200) })
const LIMIT = 65_536
// The page needs its own few styles and a form to itself, and nothing else from anywhere.
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}

const page = (
  state: 'question' | 'done',
  link: { readonly topic: string; readonly locale: string | null },
  accept: unknown,
): {
  readonly status: number
  readonly contentType: string
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
} => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  text: unsubscribePage(state, {
    topic: link.topic,
    wanted: [link.locale ?? '', typeof accept === 'string' ? accept : ''],
  }),
  headers,
})

export const unsubscribeRoutes = (): readonly Route[] => [
  route({
    operationId: 'showUnsubscribe',
    method: 'get',
    path: '/v1/unsubscribe/:token',
    summary: 'Show what the link would end; looking changes nothing',
    tag: 'unsubscribe',
    access,
    params,
    responses: { 200: z.string() },
    onlyAnswers: 'text/html',
    handle: async (tx, { params: { token }, headers: requestHeaders }) =>
      page('question', await showUnsubscribe(tx, token), requestHeaders['accept-language']),
  }),
  route({
    operationId: 'unsubscribe',
    method: 'post',
    path: '/v1/unsubscribe/:token',
    summary: 'Unsubscribe by one click (RFC 8058)',
    tag: 'unsubscribe',
    access,
    params,
    rawBody: { limitBytes: LIMIT },
    idempotencyKey: 'none',
    responses: { 200: z.string() },
    onlyAnswers: 'text/html',
    handle: async (tx, { params: { token }, headers: requestHeaders }) =>
      page('done', await unsubscribe(tx, token), requestHeaders['accept-language']),
  }),
]
