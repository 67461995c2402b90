import type { components } from '../generated/profile.js'

/** What every service answers where it cannot do what it is asked for (RFC 9457). */
export type Problem = components['schemas']['Problem']

/** A problem that is thrown: what stands in a log says what was wrong, and where. */
export class PolyphonError extends Error {
  override readonly name = 'PolyphonError'
  readonly problem: Problem
  /** Stable; what a program should look at. */
  readonly code: string
  readonly status: number

  constructor(problem: Problem) {
    const faults = problem.errors.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`)
    const request = problem.requestId === '' ? '' : `, request ${problem.requestId}`
    super(`${problem.title} (${problem.code}, ${problem.status}${request})${faults.join('')}`)
    this.problem = problem
    this.code = problem.code
    this.status = problem.status
  }
}

/**
 * The data of a call, for whoever would throw anyway. Throws a `PolyphonError` for an error, and whatever the call throws.
 *
 *     const { items } = await dataOf(profile.GET('/v1/profiles'))
 */
export async function dataOf<Data>(
  call: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undefined where the operation answers nothing
  if (response.ok) return data as Data
  throw new PolyphonError(problemOf(error, response))
}

// A 304, and what is asked for its health, answer no problem.
function problemOf(error: unknown, { status, statusText, headers }: Response): Problem {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- everything with a code is a problem: see problems.ts
  if (typeof Object(error).code === 'string') return error as Problem
  const code = status === 304 ? 'not_modified' : 'not_ok'
  const requestId = headers.get('x-request-id') ?? ''
  return { type: 'about:blank', title: statusText, status, code, requestId, errors: [] }
}
