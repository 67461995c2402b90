import type { Middleware } from 'openapi-fetch'
import type { Problem } from './data-of.js'

const NO_BODY = new Set([204, 205, 304])

/**
 * Lets every answer that is not what it should be look like a problem of the services: a page of a proxy, a sign-in of a
 * Wi-Fi, another server under this URL (`answer_not_understood`). Where nothing answered at all, the error that is thrown
 * says who did not and why, instead of "fetch failed".
 */
export function problemsOf(service: string, url: string): Middleware {
  return {
    async onResponse({ response, options, request, schemaPath }) {
      if (NO_BODY.has(response.status) || request.method === 'HEAD') return undefined
      const isOurs = response.ok
        ? options.parseAs !== 'json' || isJson(response) || (await isEmpty(response))
        : isJson(response) && (!schemaPath.startsWith('/v1/') || (await readProblem(response)) !== null)
      if (isOurs) return undefined
      await response.body?.cancel()
      return strangeAnswer(service, url, response)
    },
    onError({ error }) {
      if (!(error instanceof TypeError)) return undefined
      return new TypeError(`${service} does not answer at ${url}: ${reasonOf(error)}`, { cause: error })
    },
  }
}

const isJson = ({ headers }: Response): boolean =>
  /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '')

// A gateway answers JSON of its own, such as {"message":"Forbidden"}.
async function readProblem(response: Response): Promise<Problem | null> {
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const { code, errors } = Object(problem)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- everything with a code and errors is a problem
  return typeof code === 'string' && Array.isArray(errors) ? (problem as Problem) : null
}

async function isEmpty(response: Response): Promise<boolean> {
  if (response.body === null) return true
  return (await response.clone().text()) === ''
}

/** The code of what no service has answered. */
export const NOT_UNDERSTOOD = 'answer_not_understood'

/** What an answer is that is not what it should be: its own problem, or one that says who answered instead. */
export async function problemIn(response: Response, service: string, url: string): Promise<Problem> {
  const problem = isJson(response) ? await readProblem(response) : null
  await response.body?.cancel()
  if (problem !== null) return problem
  return strangeProblem(service, url, response)
}

function strangeProblem(service: string, url: string, answer: Response): Problem {
  return {
    type: `urn:polyphon:problem:${NOT_UNDERSTOOD}`,
    title: titleOf(service, url, answer),
    // What is not understood is no success, whatever its status says.
    status: answer.status < 400 ? 502 : answer.status,
    code: NOT_UNDERSTOOD,
    requestId: answer.headers.get('x-request-id') ?? '',
    errors: [],
  }
}

function strangeAnswer(service: string, url: string, answer: Response): Response {
  const problem = strangeProblem(service, url, answer)
  const kept = new Headers({ 'content-type': 'application/problem+json' })
  for (const name of ['retry-after', 'x-request-id', 'location']) {
    const value = answer.headers.get(name)
    if (value !== null) kept.set(name, value)
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers: kept })
}

function titleOf(service: string, url: string, { status, statusText, headers, type }: Response): string {
  // A browser shows of a redirection only that it is one.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return `${service} is not at ${url} but ${headers.get('location') ?? 'elsewhere'}; only reading follows there.`
  const contentType = headers.get('content-type') ?? 'no content type'
  return `What answered at ${url} is not ${service}, or something stands in between: ${status} ${statusText}, ${contentType}`
}

// undici says only "fetch failed"; what has happened is in its cause, or in the causes of that.
function reasonOf(error: Error): string {
  const { cause } = error
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return reasonOf(cause.errors[0])
  return cause instanceof Error ? reasonOf(cause) : error.message
}
