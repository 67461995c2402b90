import { createServer, type ServerResponse } from 'node:http'
import { type Endpoint, end, listen } from './endpoint.js'

/** What an endpoint does that must harm nobody but itself, and what its webhook shows of it. */
export interface Hostile {
  readonly name: string
  /** Of a try: its `error`, or its status where it counts as taken. */
  readonly shows: readonly (string | number)[]
  /** What is asked is read whole before. */
  answer(response: ServerResponse, inside: string): void
}

const GIGABYTE = 1_000_000_000
const CHUNK = Buffer.alloc(65_536)

/** Writes as much as is taken, up to a gigabyte. */
function flood(response: ServerResponse): void {
  let sent = 0
  const more = (): void => {
    while (sent < GIGABYTE && !response.destroyed) {
      sent += CHUNK.length
      if (!response.write(CHUNK)) return
    }
    response.end()
  }
  response.on('drain', more)
  more()
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000000' })
  const timer = setInterval(() => response.write('.'), 100)
  response.on('close', () => clearInterval(timer))
}

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000' })
  response.write('half', () => response.socket?.resetAndDestroy())
}

/** Everything that is told of customers' endpoints, in one place. */
export const hostiles: readonly Hostile[] = [
  { name: 'black-hole', shows: ['timeout'], answer: () => undefined },
  { name: 'gone', shows: ['status'], answer: (response) => void response.writeHead(410).end() },
  {
    name: 'inward',
    shows: ['redirect_refused'],
    answer: (response, inside) => void response.writeHead(307, { location: inside }).end(),
  },
  { name: 'gigabyte', shows: [200], answer: flood },
  { name: 'reset', shows: ['unreachable'], answer: breakOff },
  { name: 'drip', shows: ['timeout'], answer: drip },
]

/** All of them beside the endpoints that do well, on the same host, and where `inward` leads. */
export interface HostileHost {
  urlOf(hostile: Hostile): string
  /** Requests that came to where `inward` leads. */
  inside(): number
  /** The most bytes that were taken from it in one answer. */
  mostTaken(): number
  close(): Promise<void>
}

export async function openHostile({ url, behave }: Endpoint): Promise<HostileHost> {
  const seen = { inside: 0, mostTaken: 0 }
  const inner = createServer((_, response) => {
    seen.inside += 1
    response.writeHead(204).end()
  })
  const inside = await listen(inner)
  for (const { name, answer } of hostiles)
    behave(`/${name}`, (response) => {
      const { socket } = response
      const before = socket?.bytesWritten ?? 0
      // What has left this process: what the system holds for the other side is some hundred KiB of it.
      response.on('close', () => {
        seen.mostTaken = Math.max(seen.mostTaken, (socket?.bytesWritten ?? 0) - before)
      })
      answer(response, inside)
    })
  return {
    urlOf: ({ name }) => `${url}/${name}`,
    inside: () => seen.inside,
    mostTaken: () => seen.mostTaken,
    close: () => end(inner),
  }
}
