import { createServer, request as forward } from 'node:http'

/** Hands requests on to a service, until it has answered so many that write; from then on nobody answers there. */
export async function openDoor(target: string) {
  let [written, most] = [0, Number.POSITIVE_INFINITY]
  const server = createServer((request, response) => {
    const isWrite = request.method === 'PUT'
    if (written >= most) return void request.socket.destroy()
    const handed = forward(
      `${target}${request.url}`,
      { method: request.method, headers: request.headers },
      (answer) => {
        if (isWrite) written += 1
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    request.pipe(handed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    closeAfter: (count: number): void => {
      most = written + count
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
