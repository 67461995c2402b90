import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

/** What an endpoint was sent. */
export interface Got {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

export interface Receiver {
  readonly url: string
  readonly got: Got[]
  /** Decides what is answered; 204 unless it says otherwise. */
  answer: (got: Got, response: ServerResponse) => void
  close(): Promise<void>
}

/** An endpoint of a customer on this machine. */
export async function openReceiver(): Promise<Receiver> {
  const receiver: Omit<Receiver, 'url' | 'close'> = { got: [], answer: (_, response) => response.writeHead(204).end() }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const got = { path: request.url ?? '', headers: request.headers, body, at: performance.now() }
      receiver.got.push(got)
      receiver.answer(got, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
