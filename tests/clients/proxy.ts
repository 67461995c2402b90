import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** An event as a client put it on the wire. */
export type WireEvent = Readonly<Record<string, unknown>>

/** A request that a client made, and the answer it got. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly events: readonly WireEvent[]
  readonly status: number
}

/** What goes wrong with one request: it is refused at the door, or it is applied and its answer is lost. */
export interface Failure {
  readonly kind: 'refused' | 'answer_lost'
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A stretch of network between a client and the service: it writes down what passes, and can fail. */
export interface Proxy {
  readonly url: string
  readonly seen: readonly Seen[]
  /** How many requests that bring events have begun, whether they were answered or not. */
  begun(): number
  /** Failures of the next requests that bring events, one after the other; after them everything passes. */
  fail(...failures: readonly Failure[]): void
  close(): Promise<void>
}

export async function openProxy(target: string): Promise<Proxy> {
  const seen: Seen[] = []
  const failures: Failure[] = []
  let begun = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST') begun += 1
    // What a browser asks beforehand, and configurations, pass: only events fail.
    const failure = request.method === 'POST' ? failures.shift() : undefined
    answer(request, response, { target, seen, failure }).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    begun: () => begun,
    fail: (...more) => void failures.push(...more),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  way: { readonly target: string; readonly seen: Seen[]; readonly failure: Failure | undefined },
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const { method = 'GET', url: path = '/' } = request
  const reply = await replyOf(way.failure, () => pass(`${way.target}${path}`, { method, headers, body }))
  way.seen.push({ method, path, headers, events: eventsOf(body), status: reply.status })
  response.writeHead(reply.status, reply.headers).end(reply.body)
}

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

async function replyOf(failure: Failure | undefined, forward: () => Promise<Reply>): Promise<Reply> {
  if (failure === undefined) return forward()
  if (failure.kind === 'answer_lost') await forward()
  return { status: failure.status, headers: failure.headers ?? {}, body: '' }
}

// What belongs to one connection only, and what `fetch` sets by itself.
const OF_THIS_HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'keep-alive'])

async function pass(
  url: string,
  sent: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer },
): Promise<Reply> {
  const headers = Object.fromEntries(Object.entries(sent.headers).filter(([name]) => !OF_THIS_HOP.has(name)))
  const init = sent.body.length === 0 ? {} : { body: new Uint8Array(sent.body) }
  const answered = await fetch(url, { method: sent.method, headers, ...init })
  const body = await answered.text()
  const answeredHeaders = [...answered.headers].filter(
    ([name]) => !OF_THIS_HOP.has(name) && name !== 'content-encoding',
  )
  return { status: answered.status, headers: Object.fromEntries(answeredHeaders), body }
}

function eventsOf(body: Buffer): readonly WireEvent[] {
  if (body.length === 0) return []
  const plain = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body
  const parsed = JSON.parse(plain.toString('utf8')) as WireEvent & { readonly batch?: readonly WireEvent[] } // What clients send is an object.
  return parsed.batch ?? [parsed]
}
