import { type Fault, firstCharacters, isLonger, pointerTo } from '@polyphon/values'
import { z } from 'zod'
import { AppError, statusOf } from '../values/errors.js'
import { pathOfCode } from './codes-in-words.js'

/** RFC 9457 problem details, as every error of the API looks. `code` is stable; `errors` names each bad field. */
export const Problem = z
  .object({
    type: z
      .string()
      .describe(
        'Where the code is explained, as a path of this origin: `/docs/errors/<code>`, behind the base path where the service has one',
      ),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; what a program should look at'),
    requestId: z.string(),
    errors: z.array(
      z.object({
        pointer: z.string().describe('JSON pointer: `/body/…`, `/query/…`, `/path/…` or `/headers/…`'),
        code: z.string(),
        detail: z.string(),
      }),
    ),
    moreErrors: z.int().optional().describe('How many faults there are beyond the 20 that are named'),
    message: z
      .string()
      .optional()
      .describe('Of the tracking API only, whose clients look for it: the title and the first fault in one line'),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>

export const PROBLEM = 'application/problem+json'

/** Something that was taken although not all of it could be, as responses show it. */
const Warning = z
  .object({
    pointer: z.string().describe('JSON pointer to the field within what was sent'),
    code: z.string().describe('Stable; what a program should look at'),
    detail: z.string(),
  })
  .meta({ id: 'Warning' })

/** What is no error and will still keep something from happening that was meant, each with its place in the body. */
export const Warnings = z
  .array(Warning)
  .describe(
    'What is no error and will still keep a mail from going out, as far as this service knows: what another service owns may be on its way. At most 20 are named',
  )

export function problemOf(error: AppError, requestId: string, basePath: string): Problem {
  return {
    type: pathOfCode(basePath, error.code),
    title: error.message,
    status: statusOf[error.kind],
    code: error.code,
    requestId,
    ...namedFaults(error.faults),
  }
}

/** The same, with what clients of the tracking API read: some take a problem without `message` for a network that fails. */
export function problemWithMessage(error: AppError, requestId: string, basePath: string): Problem {
  const problem = problemOf(error, requestId, basePath)
  const [first] = problem.errors
  return {
    ...problem,
    message: first === undefined ? problem.title : `${problem.title} ${first.pointer}: ${first.detail}`,
  }
}

const MOST_FAULTS = 20
const LONGEST_TEXT = 500

/** The first of what is wrong, as an answer names it: it must not grow with what was sent. */
export const firstFaults = (faults: readonly Fault[]): Problem['errors'] =>
  faults
    .slice(0, MOST_FAULTS)
    .map(({ pointer, code, detail }) => ({ pointer: shorten(pointer), code, detail: shorten(detail) }))

/** The first faults and how many more there are. */
function namedFaults(faults: readonly Fault[]): Pick<Problem, 'errors' | 'moreErrors'> {
  const errors = firstFaults(faults)
  const more = faults.length - errors.length
  return more === 0 ? { errors } : { errors, moreErrors: more }
}

// Names that a caller has chosen stand in pointers, and in what a schema says of them.
const shorten = (text: string): string =>
  isLonger(text, LONGEST_TEXT) ? `${firstCharacters(text, LONGEST_TEXT).toWellFormed()}…` : text

// What the HTTP server itself refuses, before a route is reached.
const SERVER_CODES: Readonly<Record<string, AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new AppError(
    'too_large',
    'body_too_large',
    'The body is larger than this operation takes.',
  ),
  FST_ERR_CTP_INVALID_JSON_BODY: new AppError('invalid', 'json_invalid', 'The body is not valid JSON.', {
    faults: [{ pointer: '/body', code: 'json_invalid', detail: 'The body is not valid JSON.' }],
  }),
  FST_ERR_CTP_EMPTY_JSON_BODY: new AppError('invalid', 'body_missing', 'The request has no body.', {
    faults: [{ pointer: '/body', code: 'body_missing', detail: 'A JSON body is required.' }],
  }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError('unsupported', 'media_type_unsupported', 'Send application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new AppError(
    'invalid',
    'content_length_wrong',
    'The body does not have the announced length.',
  ),
  FST_ERR_BAD_URL: new AppError('invalid', 'url_invalid', 'The URL is not valid.'),
  FST_ERR_PARAM_MAX_LENGTH_EXCEEDED: new AppError('missing', 'route_unknown', 'There is no such operation.'),
}

interface ValidationIssue {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
}

/** What the HTTP server's own errors may carry. */
interface ServerError extends Error {
  readonly code?: string
  readonly validation?: readonly ValidationIssue[]
  readonly validationContext?: string
  readonly statusCode?: number
}

/** Turns whatever was thrown into an expected failure; `null` means a bug. */
export function expectedFailure(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  return error instanceof Error ? fromServer(error) : null
}

function fromServer({
  code = '',
  validation,
  validationContext = 'body',
  statusCode = 500,
  message,
}: ServerError): AppError | null {
  if (validation !== undefined) return invalidInput(faultsOf(validation, validationContext))
  const known = SERVER_CODES[code]
  if (known !== undefined) return known
  return statusCode >= 400 && statusCode < 500 ? new AppError('invalid', 'request_invalid', message) : null
}

export function invalidInput(faults: readonly Fault[]): AppError {
  return new AppError('invalid', 'input_invalid', 'The request does not have the form that this operation takes.', {
    faults,
  })
}

const PARTS: Readonly<Record<string, string>> = {
  params: 'path',
  querystring: 'query',
  headers: 'headers',
  body: 'body',
}

function faultsOf(validation: readonly ValidationIssue[], part: string): readonly Fault[] {
  return validation.map((issue) => ({
    pointer: `/${PARTS[part] ?? part}${issue.instancePath}`,
    code: issue.keyword,
    detail: issue.message ?? 'is not valid',
  }))
}

/** The faults of a zod error, as pointers below `prefix`; keys that should not be there are named one by one. */
export function faultsOfZod(error: z.ZodError, prefix: string): readonly Fault[] {
  return error.issues.flatMap((issue) => {
    const path = pointerTo('', ...issue.path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: pointerTo(`${prefix}${path}`, key),
        code: 'unrecognized_key',
        detail: 'This field is not known.',
      }))
    return [{ pointer: `${prefix}${path}`, code: codeOf(issue), detail: issue.message }]
  })
}

// A rule of our own may have a code of its own.
const codeOf = (issue: z.core.$ZodIssue): string => {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined
  return typeof code === 'string' ? code : issue.code
}
