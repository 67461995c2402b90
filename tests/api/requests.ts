import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestStack } from '../stack.js'
import type { Operation } from './operations.js'

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

export interface Attempt {
  /** Values of the path's parameters, already encoded; a random id stands for what is missing. */
  readonly path?: Readonly<Record<string, string>>
  /** With its question mark. */
  readonly query?: string
  /** Sent as it is if it is a text or bytes, as JSON otherwise. */
  readonly body?: unknown
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly key: string | null
  readonly headers?: Readonly<Record<string, string>>
}

// Nothing may hang: no answer within this time is a failure.
const PATIENCE_MS = 60_000

/** Calls an operation, rightly or wrongly. What the operation requires besides is added. */
export async function send(stack: TestStack, operation: Operation, attempt: Attempt): Promise<Answer> {
  const { key, query = '', raw, body } = attempt
  const hasBody = raw !== undefined || body !== undefined
  const response = await fetch(`${stack.url(operation.service)}${pathOf(operation, attempt.path ?? {})}${query}`, {
    method: operation.method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...requiredHeaders(operation),
      ...attempt.headers,
    },
    ...(hasBody ? { body: raw ?? JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  expect(operation.statuses, `${operation.operationId} answers what it is described to answer`).toContain(
    response.status,
  )
  const contentType = response.headers.get('content-type') ?? ''
  const isStream = contentType.startsWith('text/event-stream')
  return { status: response.status, contentType, text: await (isStream ? beginningOf(response) : response.text()) }
}

const QUIET_MS = 1_000

/** What a stream shows until it is quiet. */
async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const quiet = new Promise<null>((resolve) => setTimeout(() => resolve(null), QUIET_MS))
    const read = await Promise.race([reader?.read(), quiet])
    if (read === null || read === undefined || read.done) break
    text += read.value
  }
  await reader?.cancel()
  return text
}

export function pathOf({ path }: Operation, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? randomUUID())
}

function requiredHeaders({ parameters }: Operation): Readonly<Record<string, string>> {
  const required = parameters
    .filter((parameter) => parameter.in === 'header' && parameter.required === true)
    .map(({ name }) => name)
  return {
    ...(required.includes('If-Match') ? { 'if-match': '*' } : {}),
    ...(required.includes('Idempotency-Key') ? { 'idempotency-key': randomUUID() } : {}),
  }
}

interface Problem {
  readonly code: string
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

/** Expects a 4xx in the one form that all errors have, and answers it. */
export function expectProblem(answer: Answer, what: string): Problem {
  expect(answer.status, `${what}: ${answer.text.slice(0, 500)}`).toBeGreaterThanOrEqual(400)
  expect(answer.status, `${what}: ${answer.text.slice(0, 500)}`).toBeLessThan(500)
  expect(answer.contentType, what).toMatch(/^application\/problem\+json(; charset=utf-8)?$/)
  // Clients of the tracking API show their users a message, so its problems have one.
  const { message, ...problem } = JSON.parse(answer.text)
  expect(['undefined', 'string'], what).toContain(typeof message)
  expect(problem, what).toEqual({
    type: `/docs/errors/${problem.code}`,
    title: expect.stringMatching(/\S/),
    status: answer.status,
    code: expect.stringMatching(/^[a-z][a-z0-9_]*$/),
    requestId: expect.stringMatching(/\S/),
    errors: expect.any(Array),
  })
  return problem
}

/** Expects a 4xx that names this pointer, or one below it. */
export function expectFaultAt(answer: Answer, pointer: string, what: string): void {
  const problem = expectProblem(answer, what)
  const pointers = problem.errors.map((error) => error.pointer)
  const names = pointers.some((candidate) => candidate === pointer || candidate.startsWith(`${pointer}/`))
  expect(names, `${what}: ${problem.code} at ${pointers.join(', ')} instead of ${pointer}`).toBe(true)
}
