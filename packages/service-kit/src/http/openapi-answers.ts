import type { Json } from './map-members.js'
import { takesStaff } from './openapi-access.js'
import type { Route } from './route.js'

const header = (description: string, type = 'string'): Json => ({ description, schema: { type } })

/** The headers that answers carry, by the name under which operations refer to them. */
export const HEADERS = {
  ETag: header('Names the version of what is answered, for If-Match, and what was shown of it, for If-None-Match'),
  RetryAfter: header('Seconds after which it is worth trying again', 'integer'),
  RateLimitLimit: header('How many requests this credential may send in a window', 'integer'),
  RateLimitRemaining: header('How many of them are left in this window', 'integer'),
  RateLimitReset: header('Seconds until the window ends', 'integer'),
  RequestId: header('Names this request in the log of the service'),
  IdempotencyReplayed: header('`true` where the answer is that to an earlier request with the same Idempotency-Key'),
  Deprecation: header('Since when this operation is deprecated (RFC 9745): `@` and seconds since 1970'),
} as const

const NAMES: Readonly<Record<keyof typeof HEADERS, string>> = {
  ETag: 'ETag',
  RetryAfter: 'Retry-After',
  RateLimitLimit: 'RateLimit-Limit',
  RateLimitRemaining: 'RateLimit-Remaining',
  RateLimitReset: 'RateLimit-Reset',
  RequestId: 'X-Request-Id',
  IdempotencyReplayed: 'Idempotency-Replayed',
  Deprecation: 'Deprecation',
}

function refer(...names: readonly (keyof typeof HEADERS)[]): Json {
  return Object.fromEntries(names.map((name) => [NAMES[name], { $ref: `#/components/headers/${name}` }]))
}

const ALWAYS = ['RequestId', 'RateLimitLimit', 'RateLimitRemaining', 'RateLimitReset'] as const

/** The headers of what an operation answers when all is well. */
export function headersOf(route: Route): Json {
  return refer(
    ...(route.etag === true ? (['ETag'] as const) : []),
    ...(takesKey(route) ? (['IdempotencyReplayed'] as const) : []),
    ...(route.deprecatedSince === undefined ? [] : (['Deprecation'] as const)),
    ...ALWAYS,
  )
}

/** Whether an operation takes an Idempotency-Key. */
export const takesKey = ({ method, idempotencyKey }: Pick<Route, 'method' | 'idempotencyKey'>): boolean =>
  idempotencyKey === 'required' || (method === 'post' && idempotencyKey !== 'none')

/** Whether an operation can answer that the caller has seen everything. */
export const answersUnchanged = (route: Route): boolean => route.method === 'get' && route.etag === true

/** What such an operation answers then. */
export const UNCHANGED: Json = {
  description: 'Nothing has changed since the ETag in If-None-Match was answered',
  headers: refer('ETag', ...ALWAYS),
}

const problem = (description: string, ...more: readonly (keyof typeof HEADERS)[]): Json => ({
  description,
  headers: refer(...more, ...ALWAYS),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

/** What an operation answers instead, by the name under which operations refer to it. */
export const PROBLEMS = {
  BadRequest: problem('The request does not have the form that this operation takes; `errors` names each fault'),
  Unauthenticated: problem('There is no credential, or it is not known'),
  Forbidden: problem('The credential does not allow this'),
  NotFound: problem('It does not exist, or not in this workspace'),
  NotAcceptable: problem('None of the media types in Accept is answered here'),
  Gone: problem('It was there, and is no more'),
  Conflict: problem('It does not go together with what there is by now', 'RetryAfter'),
  PreconditionFailed: problem(
    'If-Match names another version than the current one, or there is one and If-None-Match wants none',
  ),
  TooLarge: problem('The body is larger than this operation takes'),
  UnsupportedMediaType: problem('The body is not of a media type that this operation takes'),
  Unprocessable: problem('The request has the right form, but cannot be carried out'),
  PreconditionRequired: problem('If-Match is missing'),
  RateLimited: problem('Too many requests', 'RetryAfter'),
  Unavailable: problem('Something that this needs is away; the same request can be sent again', 'RetryAfter'),
  Problem: problem('A problem; `code` says which'),
} as const

const STATUSES: Readonly<Record<string, keyof typeof PROBLEMS>> = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'TooLarge',
  415: 'UnsupportedMediaType',
  422: 'Unprocessable',
  428: 'PreconditionRequired',
  429: 'RateLimited',
  503: 'Unavailable',
  default: 'Problem',
}

const mayBeUnfit = (route: Route, hasBody: boolean): boolean =>
  hasBody || route.query !== undefined || takesKey(route) || takesStaff(route.access)

/**
 * The problems that an operation may answer with, derived from what it takes. Throws where it declares a status that has no
 * description here: it would be left out of the document without a word.
 */
export function problemsOf(route: Route): Json {
  const undescribed = route.problems?.filter((status) => !(status in STATUSES)) ?? []
  if (undescribed.length > 0)
    throw new Error(`${route.operationId} answers ${undescribed.join(', ')}, which nothing describes.`)
  const may = expectedOf(route)
  return Object.fromEntries(
    Object.entries(STATUSES)
      .filter(([status]) => (may[status] ?? true) || route.problems?.includes(Number(status)) === true)
      .map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  )
}

const needsCredential = ({ access }: Route): boolean =>
  access.who === 'key' || access.who === 'admin' || (access.who === 'anyone' && access.reads !== undefined)

/** Links rest with their workspace. */
const restsWhileSuspended = ({ access }: Route): boolean => access.who === 'link' && access.evenSuspended !== true

function expectedOf(route: Route): Readonly<Record<string, boolean>> {
  const hasBody = route.body !== undefined || route.rawBody !== undefined || route.streamed !== undefined
  const isPartOfOne = route.path.includes(':')
  const takesAnything = hasBody || isPartOfOne || route.query !== undefined
  return {
    400: takesAnything || needsCredential(route),
    401: needsCredential(route),
    403: needsCredential(route) || restsWhileSuspended(route),
    404: isPartOfOne,
    406: route.alsoAnswers !== undefined,
    409: route.method !== 'get',
    410: false,
    412: route.ifMatch !== undefined,
    413: hasBody,
    415: hasBody && route.rawBody === undefined,
    422: mayBeUnfit(route, hasBody),
    428: route.ifMatch === 'required',
  }
}
