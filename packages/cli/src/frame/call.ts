import { PolyphonError, type Problem } from '@polyphon/client'
import type { AnyService } from './session.js'

/** A call of an operation that is known only while the program runs, by its path and method. */
export interface Call {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete'
  /** As it stands in the document: `/v1/surveys/{key}`. */
  readonly path: string
  readonly params?: {
    readonly path?: Readonly<Record<string, unknown>>
    readonly query?: Readonly<Record<string, unknown>>
    readonly header?: Readonly<Record<string, string>>
  }
  readonly body?: unknown
  readonly signal?: AbortSignal
}

export type Answer = { readonly data: unknown; readonly response: Response } | { readonly problem: Problem }

/** Makes a call through the client of a service; the problem is answered and not thrown. */
export async function tryCall(client: AnyService, { method, path, ...init }: Call): Promise<Answer> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the paths of the types are known only to the compiler
  const request = client.request as unknown as (method: string, path: string, init: object) => Promise<unknown>
  const answer = await request(method, path, init)
  const { data, error, response }: { data?: unknown; error?: Problem; response: Response } = Object(answer)
  return error === undefined ? { data, response } : { problem: error }
}

/** The same, and throws the problem. */
export async function call(client: AnyService, made: Call): Promise<unknown> {
  const answer = await tryCall(client, made)
  if ('problem' in answer) throw new PolyphonError(answer.problem)
  return answer.data
}
