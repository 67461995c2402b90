import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Random } from '../random.js'

/** What an endpoint was sent, as the request came. */
export interface Arrival {
  /** The id of the event. */
  readonly id: string
  /** By `performance.now()`. */
  readonly at: number
  /** How long after the event it came, in milliseconds. */
  readonly lateMs: number
}

/** An endpoint on this machine that takes everything after a moment; each path is one of its own. */
export interface Endpoint {
  readonly url: string
  /** What came to a path, in the order in which it came. */
  arrivals(path: string): readonly Arrival[]
  /** From now on a path answers like this, once it was sent everything. */
  behave(path: string, answer: (response: ServerResponse) => void): void
  close(): Promise<void>
}

const SLOWEST_MS = 40

export async function openEndpoint(random: Random): Promise<Endpoint> {
  const arrivals = new Map<string, Arrival[]>()
  const of = (path: string): Arrival[] => {
    const found = arrivals.get(path) ?? []
    arrivals.set(path, found)
    return found
  }
  const behaviours = new Map<string, (response: ServerResponse) => void>()
  // Not at once: who sends several at the same time is to have several under way.
  const take = (response: ServerResponse): void =>
    void setTimeout(() => response.writeHead(204).end(), random.between(0, SLOWEST_MS))
  const server = createServer((request, response) => {
    const [at, now] = [performance.now(), Date.now()]
    const id = String(request.headers['webhook-id'])
    const path = request.url ?? ''
    response.on('error', () => undefined)
    text(request).then(
      (body) => {
        of(path).push({ id, at, lateMs: now - Date.parse(JSON.parse(body).time) })
        ;(behaviours.get(path) ?? take)(response)
      },
      // Whoever is killed while they send has sent nothing.
      () => undefined,
    )
  })
  return {
    url: await listen(server),
    arrivals: of,
    behave: (path, answer) => void behaviours.set(path, answer),
    close: () => end(server),
  }
}

/** Listens on a port of this machine; answers the URL. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The endpoint has no port.')
  return `http://127.0.0.1:${address.port}`
}

/** Ends a server with everybody who is connected. */
export async function end(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
}
