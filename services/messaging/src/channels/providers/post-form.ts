import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'

/** What became of a request: an answer, or how far it came without one. */
export type PostResult =
  | { readonly got: 'answer'; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  /** Nothing of it has reached the server. */
  | { readonly got: 'no_connection' }
  /** It may have reached the server. */
  | { readonly got: 'no_answer'; readonly why: 'timeout' | 'connection_lost' }

export interface PostOptions {
  readonly url: URL
  readonly authorization: string
  readonly form: Readonly<Record<string, string>>
  /** For all of it, from the first byte to the last one of the answer. */
  readonly timeoutMs: number
}

const LONGEST_ANSWER = 65_536

/**
 * Posts a form over a connection of its own. One that is kept open may be closed by the server just as the next request
 * leaves, and nobody could say whether that one was read; so each costs a handshake, and its end is certain more often.
 */
export function postForm({ url, authorization, form, timeoutMs }: PostOptions): Promise<PostResult> {
  return new Promise((resolve) => {
    const body = new URLSearchParams({ ...form }).toString()
    const headers = {
      authorization,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
    }
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = send(url, { method: 'POST', headers, agent: false })
    let isConnected = false
    const end = (result: PostResult): void => {
      clearTimeout(timer)
      resolve(result)
      request.destroy()
    }
    const lost = (why: 'timeout' | 'connection_lost'): void =>
      end(isConnected ? { got: 'no_answer', why } : { got: 'no_connection' })
    const timer = setTimeout(() => lost('timeout'), timeoutMs)
    onConnected(request, url.protocol === 'https:', () => {
      isConnected = true
    })
    request.on('error', () => lost('connection_lost'))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let length = 0
      const answer = (): void =>
        end({
          got: 'answer',
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'] ?? null,
          body: Buffer.concat(chunks).toString('utf8'),
        })
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > LONGEST_ANSWER) answer()
        else chunks.push(chunk)
      })
      response.on('end', answer)
      response.on('aborted', () => lost('connection_lost'))
      response.on('error', () => lost('connection_lost'))
    })
    request.end(body)
  })
}

// The body leaves once the connection stands, over TLS once the other side has shown who it is.
function onConnected(request: ClientRequest, isTls: boolean, note: () => void): void {
  request.on('socket', (socket: TLSSocket) => void socket.once(isTls ? 'secureConnect' : 'connect', note))
}
