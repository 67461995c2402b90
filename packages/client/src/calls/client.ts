import createClient, { type Client, type ClientOptions } from 'openapi-fetch'
import { type Json, readCredential } from '../services.js'
import { bodyOf, pathOf, queryOf } from './parts.js'
import { problemsOf } from './problems.js'
import { requestOfCalls, type Send, sendAgain } from './send-again.js'

/** How calls are made, whichever service they go to. */
export interface CallOptions {
  /** Sends a request; `fetch` of the moment at which it is sent, unless given. For proxies, traces and tests. */
  readonly fetch?: Send
  /** How many times a call is made again that failed for the moment; 2 unless given. */
  readonly retries?: number
}

const DEFAULT_RETRIES = 2

/** A client of one service: what openapi-fetch makes, with paths and bodies that are what the caller has said. */
export function clientOf<Paths extends object>(
  service: string,
  url: string,
  { fetch: send, retries = DEFAULT_RETRIES, authorize }: CallOptions & { readonly authorize: Authorize },
): Client<Paths, Json> {
  const options: ClientOptions = {
    baseUrl: url,
    // Looked up when it is needed: whoever replaces fetch, as tracing and tests do, has often done so only later.
    fetch: sendAgain(send ?? ((request) => globalThis.fetch(request)), retries),
    Request: requestOfCalls(),
    // Otherwise a stream is refused as a body.
    duplex: 'half',
    querySerializer: queryOf,
    bodySerializer: bodyOf,
    pathSerializer: pathOf,
  }
  const client = createClient<Paths, Json>(options)
  client.use({ onRequest: ({ request }) => authorize(request.headers) }, problemsOf(service, url))
  return client
}

/** Puts credentials into the headers of a request. */
type Authorize = (headers: Headers) => Promise<void>

/** A person token, or what is asked for one before each call. */
export type PersonToken = string | (() => string | undefined | Promise<string | undefined>)

/** A key as Bearer token, and beside it a person token where there is one. Throws a TypeError for what cannot be a key. */
export function credentialsOf(key: string, personToken: PersonToken | undefined): Authorize {
  const bearer = `Bearer ${readCredential('The key', key)}`
  return async (headers) => {
    headers.set('authorization', bearer)
    const token = typeof personToken === 'function' ? await personToken() : personToken
    if (token !== undefined) headers.set('polyphon-person', readCredential('The person token', token))
  }
}
